package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.TradingMandate;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;

/** What a mandate leaves for one more order: never less than nothing. */
public record MandateRoom(Energy energy, Money spend) {
    /**
     * @param ordered under it for the slot
     * @param spent on purchases for slots of the day, and what open ones can still cost
     */
    static MandateRoom of(TradingMandate mandate, Energy ordered, Money spent) {
        return new MandateRoom(
                new Energy(Math.max(0, mandate.maxWhPerSlot().wattHours() - ordered.wattHours())),
                Money.ofNano(Math.max(0, mandate.maxSpendPerDay().nano() - spent.nano())));
    }
}
