package energy.peerwatt.metergateway.reading.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FarewellTest {
    private static final Instant START = Instant.parse("2026-06-21T10:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(15);
    private static final MeterId METER = new MeterId(new UUID(0, 1));

    @Test
    void theLastCountersAreSealedUnderTheFirstBoundaryAfterTheEndAndNoLater() {
        Farewell farewell = farewell(20, registers(20, 1_200));

        assertThat(farewell.owed(newest(15), at(15), SLOT)).isEmpty();
        List<Instant> owed = farewell.owed(newest(15), at(30), SLOT);
        assertThat(owed).containsExactly(at(30));
        assertThat(farewell.owed(newest(15), at(90), SLOT)).containsExactly(at(30));
        assertThat(readings(farewell, 15, owed)).containsExactly(1_200L);
        assertThat(farewell.owed(newest(30), at(45), SLOT)).isEmpty();
    }

    @Test
    void boundariesThatWereMissedBeforeTheEndShareTheEnergyByTime() {
        Farewell farewell = farewell(40, registers(40, 1_400));
        List<Instant> owed = farewell.owed(newest(0), at(60), SLOT);

        assertThat(owed).containsExactly(at(15), at(30), at(45));
        assertThat(readings(farewell, 0, owed)).containsExactly(1_150L, 1_300L, 1_400L);
    }

    @Test
    void aPartOfWhatIsOwedHasItsShareOfTheEnergyAndNoMore() {
        Farewell farewell = farewell(40, registers(40, 1_400));

        assertThat(readings(farewell, 0, List.of(at(15)))).containsExactly(1_150L);
        assertThat(readings(farewell, 0, List.of(at(15), at(30)))).containsExactly(1_150L, 1_300L);
    }

    @Test
    void whatWasCoarseStaysSo() {
        IntervalReading coarse = reading(15, Set.of(Quality.GOOD, Quality.COARSE));

        assertThat(farewell(20, registers(20, 1_200)).readings(coarse, List.of(at(30)), SLOT, List.of()))
                .singleElement()
                .extracting(IntervalReading::quality)
                .isEqualTo(Set.of(Quality.ESTIMATED, Quality.BACKFILLED, Quality.COARSE));
    }

    @Test
    void anEndAtABoundaryIsSealedUnderIt() {
        assertThat(farewell(30, registers(30, 1_200)).owed(newest(15), at(30), SLOT))
                .containsExactly(at(30));
    }

    @Test
    void aDeviceThatDidNotAnswerAtItsEndStaysWhereItWasLastSeen() {
        Farewell silent = new Farewell(METER, "00".repeat(8), plausibility(), at(25), Optional.empty());
        List<Instant> owed = silent.owed(newest(15), at(30), SLOT);
        IntervalReading last = silent.readings(newest(15).orElseThrow(), owed, SLOT, List.of(registers(20, 1_100)))
                .getLast();

        assertThat(last.imported().wattHours()).isEqualTo(1_100);
        assertThat(last.seq()).isEqualTo(8);
        assertThat(last.previous()).isEqualTo(newest(15).orElseThrow().hash());
        assertThat(last.quality()).containsExactlyInAnyOrder(Quality.ESTIMATED, Quality.BACKFILLED);
    }

    @Test
    void countersThatCannotFollowAreNotBelievedAtTheEndEither() {
        Farewell lower = farewell(20, registers(20, 3));

        assertThat(readings(lower, 15, lower.owed(newest(15), at(30), SLOT))).containsExactly(1_000L);
    }

    @Test
    void itOwesUntilTheFirstBoundaryAfterItsEndIsSealed() {
        Farewell farewell = farewell(40, registers(40, 1_400));

        assertThat(farewell.owesUntil(newest(0), SLOT)).contains(at(45));
        assertThat(farewell.owesUntil(newest(30), SLOT)).contains(at(45));
        assertThat(farewell.owesUntil(newest(45), SLOT)).isEmpty();
    }

    @Test
    void aMeterThatWasNeverSealedOwesNothing() {
        assertThat(farewell(20, registers(20, 1_200)).owed(Optional.empty(), at(30), SLOT))
                .isEmpty();
    }

    private static List<Long> readings(Farewell farewell, int newest, List<Instant> owed) {
        return farewell.readings(newest(newest).orElseThrow(), owed, SLOT, List.of()).stream()
                .map(reading -> reading.imported().wattHours())
                .toList();
    }

    private static Farewell farewell(int minute, Registers last) {
        return new Farewell(METER, "00".repeat(8), plausibility(), at(minute), Optional.of(last));
    }

    private static Plausibility plausibility() {
        return new Plausibility(69_000, Duration.ofSeconds(60));
    }

    private static Optional<IntervalReading> newest(int minute) {
        return Optional.of(reading(minute, Set.of(Quality.GOOD)));
    }

    private static IntervalReading reading(int minute, Set<Quality> quality) {
        return new IntervalReading(
                METER,
                at(minute),
                7,
                0,
                Energy.ofWattHours(1_000),
                Energy.ZERO,
                at(minute),
                quality,
                "00".repeat(8),
                Hash32.ZERO);
    }

    private static Registers registers(int minute, long imported) {
        return new Registers(at(minute), Energy.ofWattHours(imported), Energy.ZERO);
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
