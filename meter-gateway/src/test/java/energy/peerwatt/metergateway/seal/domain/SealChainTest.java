package energy.peerwatt.metergateway.seal.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SealChainTest {
    private static final Instant START = Instant.parse("2026-06-21T10:00:00Z");
    private static final MeterId METER = new MeterId(new UUID(0, 1));
    private static final IntervalReading FIRST = reading(1, 0, 100, Hash32.ZERO);
    private static final IntervalReading SECOND = reading(2, 1, 110, FIRST.hash());

    @Test
    void readingsThatFollowAreSealedInAnyOrder() {
        assertThat(seal(Map.of(), SECOND, FIRST)).isEqualTo(2);
        assertThat(seal(Map.of(METER, FIRST), SECOND)).isEqualTo(1);
    }

    @Test
    void twoReadingsOfTheSameNumberAreNeverSealed() {
        IntervalReading twin = reading(2, 1, 120, FIRST.hash());

        assertThatThrownBy(() -> seal(Map.of(METER, FIRST), SECOND, twin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reading 2 of meter " + METER + ", of 2026-06-21T10:15:00Z, cannot be sealed:"
                        + " the next one is number 3");
        assertThatThrownBy(() -> seal(Map.of(METER, SECOND), twin)).hasMessageContaining("the next one is number 3");
    }

    @Test
    void aGapIsNeverSealed() {
        assertThatThrownBy(() -> seal(Map.of(), SECOND)).hasMessageContaining("the next one is number 1");
    }

    @Test
    void aReadingThatPointsElsewhereIsNeverSealed() {
        assertThatThrownBy(() -> seal(Map.of(METER, FIRST), reading(2, 1, 110, Hash32.ZERO)))
                .hasMessageContaining("it does not point at the one before");
    }

    @Test
    void aSecondReadingOfABoundaryIsNeverSealed() {
        assertThatThrownBy(() -> seal(Map.of(METER, FIRST), reading(2, 0, 110, FIRST.hash())))
                .hasMessageContaining("the one before is of 2026-06-21T10:00:00Z");
    }

    private static int seal(Map<MeterId, IntervalReading> newest, IntervalReading... readings) {
        return new SealChain(new GatewayId(new UUID(9, 9)), null, newest)
                .seal(START.plusSeconds(900), List.of(readings), (_, _) -> new byte[64])
                .readings()
                .size();
    }

    private static IntervalReading reading(long seq, int slot, long imported, Hash32 previous) {
        Instant boundary = START.plusSeconds(900L * slot);
        return new IntervalReading(
                METER,
                boundary,
                seq,
                0,
                Energy.ofWattHours(imported),
                Energy.ZERO,
                boundary,
                Set.of(Quality.GOOD),
                "00".repeat(8),
                previous);
    }
}
