package energy.peerwatt.street.history.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.street.home.domain.HomeState;
import energy.peerwatt.street.home.domain.Street;
import energy.peerwatt.street.home.domain.StreetState;
import energy.peerwatt.street.home.domain.Streets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreetHistoryTest {
    private static final Instant TEN = Instant.ofEpochSecond(Streets.TEN);
    private static final long DAY = 86_400;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aDayInCoarseStepsHasTheEnergyOfItsSecondsWithinOnePercent(long seed) {
        Street street = Streets.simulated(seed);
        StreetHistory coarse = StreetHistory.of(street, TEN, 1);
        List<HomeState> first =
                street.homes().stream().map(home -> home.first()).toList();
        StreetState fine = street.advance(new StreetState(Streets.TEN - DAY, first), Streets.TEN);

        for (int home = 0; home < first.size(); home++) {
            var before = first.get(home).books();
            var exact = fine.homes().get(home).books();
            var past = coarse.state().homes().get(home).books();
            String name = street.homes().get(home).name();
            close(name + " load", past.load(), exact.load());
            close(
                    name + " roof",
                    past.solarDirect() - before.solarDirect(),
                    exact.solarDirect() - before.solarDirect());
            close(name + " import", past.imported() - before.imported(), exact.imported() - before.imported());
            close(name + " export", past.exported() - before.exported(), exact.exported() - before.exported());
            close(name + " charged", past.charged(), exact.charged());
            close(name + " discharged", past.discharged(), exact.discharged());
        }
    }

    @Test
    void slotsAddUpToTheCountersAndEnergyIsConserved() {
        Street street = Streets.simulated(4);
        StreetHistory history = StreetHistory.of(street, TEN, 3);

        for (int home = 0; home < street.homes().size(); home++) {
            var begin = street.homes().get(home).first();
            var end = history.state().homes().get(home);
            List<SlotEnergy> slots = history.homes().get(home).slots();
            assertThat(slots).hasSize(3 * 96);
            assertThat(slots.getFirst().start()).isEqualTo(TEN.minusSeconds(3 * DAY));
            assertThat(slots.getLast().start()).isEqualTo(TEN.minusSeconds(900));
            assertThat(slots.stream().mapToLong(SlotEnergy::netWh).sum())
                    .isEqualTo(wattHours(end.books().imported())
                            - wattHours(begin.books().imported())
                            - wattHours(end.books().exported())
                            + wattHours(begin.books().exported()));
            assertThat(slots).allMatch(slot -> slot.pvWh() >= 0 && slot.batteryChargeWh() >= 0);
            assertThat(end.books().solarDirect()
                            - begin.books().solarDirect()
                            + end.books().imported()
                            - begin.books().imported())
                    .isEqualTo(end.books().load()
                            + end.books().exported()
                            - begin.books().exported()
                            + end.storedMillijoules()
                            - begin.storedMillijoules()
                            + end.books().losses());
        }
        List<SlotEnergy> battery = history.homes().get(Streets.BATTERY_HOME).slots();
        assertThat(battery)
                .anyMatch(slot -> slot.batteryChargeWh() > 0)
                .anyMatch(slot -> slot.batteryDischargeWh() > 0);
        assertThat(history.homes().get(Streets.PLAIN_HOME).slots()).allMatch(slot -> slot.pvWh() == 0);
    }

    @Test
    void theSameStreetHasTheSamePast() {
        assertThat(StreetHistory.of(Streets.simulated(7), TEN, 2))
                .usingRecursiveComparison()
                .ignoringFields("homes.home")
                .isEqualTo(StreetHistory.of(Streets.simulated(7), TEN, 2));
    }

    @Test
    void aPastEndsAtAQuarterOfAnHour() {
        assertThatThrownBy(() -> StreetHistory.of(Streets.simulated(1), TEN.plusSeconds(1), 1))
                .hasMessage("the past ends at a quarter of an hour, not at 2026-06-15T10:00:01Z");
        assertThatThrownBy(() -> StreetHistory.of(Streets.simulated(1), TEN, 0))
                .hasMessage("1 to 366 days of past, not 0");
    }

    private static long wattHours(long millijoules) {
        return millijoules / 3_600_000;
    }

    /** Within one percent, or within 10 Wh where a day brought next to nothing. */
    private static void close(String what, long coarse, long exact) {
        assertThat(Math.abs(coarse - exact))
                .as(what + ": " + wattHours(coarse) + " Wh, by the second " + wattHours(exact) + " Wh")
                .isLessThanOrEqualTo(Math.max(exact / 100, 36_000_000L));
    }
}
