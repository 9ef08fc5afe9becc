package energy.peerwatt.orderbook.market.domain;

import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.time.Slot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What decides how far a slot has come, but for the time.
 *
 * @param gate when its gate closes
 * @param cleared whether its last round was held
 * @param settlement the last that settlement told; absent before the first
 */
public record SlotCourse(Slot slot, Instant gate, boolean cleared, BalancesChanged.@Nullable Settlement settlement) {

    public SlotState at(Instant now) {
        if (settlement != null) {
            if (!settlement.complete()) {
                return SlotState.METERED;
            }
            return settlement.revision() == 1 ? SlotState.SETTLED : SlotState.TRUED_UP;
        }
        if (!cleared) {
            return now.isBefore(gate) ? SlotState.OPEN : SlotState.SEALED;
        }
        return now.isBefore(slot.start()) ? SlotState.CLEARED : SlotState.DELIVERING;
    }
}
