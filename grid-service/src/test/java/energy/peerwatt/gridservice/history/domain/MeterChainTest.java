package energy.peerwatt.gridservice.history.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.gridservice.history.domain.MeterChain.Step;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MeterChainTest {
    private static final Duration SLOT = Duration.ofMinutes(15);
    private static final Instant TEN = Instant.parse("2026-06-15T10:00:00Z");

    private final IntervalReading first = reading(1, TEN, 0, 1_000, 500, Hash32.ZERO, Quality.GOOD);

    @Test
    void twoReadingsOfASlotAreItsNetEnergy() {
        MeterChain chain = continued(MeterChain.EMPTY, first).chain();
        Step.Continued second = continued(chain, reading(2, TEN.plus(SLOT), 0, 1_100, 900, first.hash(), Quality.GOOD));
        assertThat(second.slot()).contains(new SlotNet(TEN, -300, true));
    }

    @Test
    void estimatedRegistersAreNotUsable() {
        MeterChain chain = continued(MeterChain.EMPTY, first).chain();
        Step.Continued second =
                continued(chain, reading(2, TEN.plus(SLOT), 0, 1_100, 500, first.hash(), Quality.ESTIMATED));
        assertThat(second.slot().map(SlotNet::usable)).contains(false);
        IntervalReading third = reading(
                3, TEN.plus(SLOT).plus(SLOT), 0, 1_200, 500, second.chain().hash(), Quality.GOOD);
        assertThat(continued(second.chain(), third).slot().map(SlotNet::usable)).contains(false);
    }

    @Test
    void acrossAGapAnEpochOrFallingRegistersThereIsNoSlot() {
        MeterChain chain = continued(MeterChain.EMPTY, first).chain();
        Hash32 hash = first.hash();
        Instant next = TEN.plus(SLOT);
        assertThat(continued(chain, reading(2, next.plus(SLOT), 0, 1_100, 500, hash, Quality.GOOD))
                        .slot())
                .isEqualTo(Optional.empty());
        assertThat(continued(chain, reading(2, next, 1, 1_100, 500, hash, Quality.GOOD))
                        .slot())
                .isEqualTo(Optional.empty());
        assertThat(continued(chain, reading(2, next, 0, 900, 500, hash, Quality.GOOD))
                        .slot())
                .isEqualTo(Optional.empty());
    }

    @Test
    void whatDoesNotContinueTheChainIsBrokenAndWhatWasHereIsKnown() {
        MeterChain chain = continued(MeterChain.EMPTY, first).chain();
        assertThat(chain.add(first, SLOT)).isInstanceOf(Step.Known.class);
        assertThat(chain.add(reading(1, TEN, 0, 9, 9, Hash32.ZERO, Quality.GOOD), SLOT))
                .isInstanceOf(Step.Broken.class);
        assertThat(chain.add(reading(2, TEN.plus(SLOT), 0, 2_000, 500, Hash32.ZERO, Quality.GOOD), SLOT))
                .isInstanceOf(Step.Broken.class);
        assertThat(chain.add(reading(2, TEN, 0, 2_000, 500, first.hash(), Quality.GOOD), SLOT))
                .isInstanceOf(Step.Broken.class);
        assertThat(chain.add(reading(3, TEN, 0, 2_000, 500, first.hash(), Quality.GOOD), SLOT))
                .isInstanceOf(Step.Broken.class);
    }

    @Test
    void afterALostReadingMeasuringGoesOnWithWhatFollows() {
        MeterChain chain = continued(MeterChain.EMPTY, first).chain();
        IntervalReading third = reading(3, TEN.plus(SLOT), 0, 2_000, 500, Hash32.ZERO, Quality.GOOD);
        Step.Resumed resumed = (Step.Resumed) chain.add(third, SLOT);
        assertThat(resumed.missing()).contains("readings 2 to 2").contains("are missing");
        IntervalReading fourth = reading(4, TEN.plus(SLOT).plus(SLOT), 0, 2_250, 500, third.hash(), Quality.GOOD);
        assertThat(continued(resumed.chain(), fourth).slot()).contains(new SlotNet(TEN.plus(SLOT), 250, true));
        assertThat(MeterChain.EMPTY.add(third, SLOT)).isInstanceOf(Step.Resumed.class);
    }

    private static Step.Continued continued(MeterChain chain, IntervalReading reading) {
        return (Step.Continued) chain.add(reading, SLOT);
    }

    private static IntervalReading reading(
            long seq, Instant boundary, int epoch, long imported, long exported, Hash32 previous, Quality quality) {
        return new IntervalReading(
                new MeterId(new UUID(1, 1)),
                boundary,
                seq,
                epoch,
                new Energy(imported),
                new Energy(exported),
                boundary,
                Set.of(quality),
                "0123456789abcdef",
                previous);
    }
}
