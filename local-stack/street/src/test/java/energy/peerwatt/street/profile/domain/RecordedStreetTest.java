package energy.peerwatt.street.profile.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.peerwatt.street.home.domain.EnergyBooks;
import energy.peerwatt.street.home.domain.Street;
import energy.peerwatt.street.home.domain.StreetBuilder;
import energy.peerwatt.street.home.domain.StreetState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordedStreetTest {
    private static final long DAY = 86_400;
    private static final long FIRST_DAY = 20_000;

    /** Two days, by the hour; every hour another load, sun at noon only. */
    private static final Recording RECORDING = new Recording(
            0,
            3_600,
            IntStream.range(0, 48)
                    .mapToObj(hour -> new Recording.Row(100_000 * (hour + 1), hour % 24 == 12 ? 800_000 : 0))
                    .toList());

    private final Street street = RecordedStreet.of(new StreetBuilder(1, 4, FIRST_DAY), RECORDING);

    @Test
    void firstHomeUsesExactlyWhatWasRecorded() {
        StreetState start = street.first(FIRST_DAY * DAY);
        StreetState end = street.advance(start, FIRST_DAY * DAY + 5 * 3_600);

        EnergyBooks books = end.homes().getFirst().books();
        assertThat(books.load() - start.homes().getFirst().books().load())
                .isEqualTo(3_600 * (100_000L + 200_000 + 300_000 + 400_000 + 500_000));
    }

    @Test
    void othersAreShiftedByDaysAndScaled() {
        long morning = FIRST_DAY * DAY + 3 * 3_600;
        List<Long> loads = new ArrayList<>();
        street.homes().forEach(home -> loads.add(home.profile().load(morning).total()));

        assertThat(loads.get(0)).isEqualTo(400_000);
        assertThat(loads.get(1)).isBetween(2_800_000L * 7 / 10, 2_800_000L * 14 / 10);
        assertThat(loads.get(2)).isBetween(400_000L * 7 / 10, 400_000L * 14 / 10);
    }

    @Test
    void productionIsScaledToTheRoof() {
        long noon = FIRST_DAY * DAY + 12 * 3_600;
        long peak = street.homes().getFirst().solar().roof().peakWatts();

        assertThat(street.homes().getFirst().profile().solarDirect(noon) * 97 / 100)
                .isCloseTo(peak * 800, within(1_000L));
        assertThat(street.homes().get(1).profile().solarDirect(noon)).isZero();
    }
}
