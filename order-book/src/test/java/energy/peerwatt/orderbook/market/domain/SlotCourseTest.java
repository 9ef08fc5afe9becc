package energy.peerwatt.orderbook.market.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.time.Slot;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From noon to a quarter past; the gate closes five minutes before. */
class SlotCourseTest {
    private static final Slot NOON = new Slot(Instant.parse("2026-06-01T12:00:00Z"), Duration.ofMinutes(15));
    private static final Instant GATE = Instant.parse("2026-06-01T11:55:00Z");

    private static SlotState at(String time, boolean cleared, BalancesChanged.@Nullable Settlement settlement) {
        return new SlotCourse(NOON, GATE, cleared, settlement).at(Instant.parse("2026-06-01T" + time + "Z"));
    }

    private static BalancesChanged.Settlement settlement(int revision, boolean complete) {
        return new BalancesChanged.Settlement(NOON, revision, complete);
    }

    @Test
    void timeTakesASlotFromItsOpeningToItsDelivery() {
        assertThat(at("11:54:59.999", false, null)).isEqualTo(SlotState.OPEN);
        assertThat(at("11:55:00", false, null)).isEqualTo(SlotState.SEALED);
        assertThat(at("12:01:00", false, null)).as("the book is late").isEqualTo(SlotState.SEALED);
        assertThat(at("11:55:01", true, null)).isEqualTo(SlotState.CLEARED);
        assertThat(at("12:00:00", true, null)).isEqualTo(SlotState.DELIVERING);
        assertThat(at("13:00:00", true, null)).as("nothing is metered yet").isEqualTo(SlotState.DELIVERING);
    }

    @Test
    void settlementTakesItToItsEnd() {
        assertThat(at("12:17:00", true, settlement(1, false))).isEqualTo(SlotState.METERED);
        assertThat(at("12:16:00", true, settlement(1, true))).isEqualTo(SlotState.SETTLED);
        assertThat(at("15:00:00", true, settlement(2, true))).isEqualTo(SlotState.TRUED_UP);
    }
}
