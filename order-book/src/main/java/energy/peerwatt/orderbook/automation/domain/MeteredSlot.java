package energy.peerwatt.orderbook.automation.domain;

import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.time.Slot;

/** What a home's meter measured in a slot. */
public record MeteredSlot(Slot slot, Energy imported, Energy exported) {
    public NetEnergy net() {
        return NetEnergy.of(imported, exported);
    }
}
