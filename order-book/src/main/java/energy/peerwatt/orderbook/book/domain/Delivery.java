package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.time.Slot;

/**
 * What a member traded in a slot, and how far it kept to that.
 *
 * @param kept what it delivered of its sales, or took of its purchases; what the other side lacked is not its fault
 * @param excused shortfall that a call of the grid operator caused
 */
public record Delivery(AccountId account, Slot slot, Energy traded, Energy kept, Energy excused) {
    /** What counts as kept: never more than was traded. */
    public Energy counted() {
        return kept.plus(excused).min(traded);
    }

    Delivery excused(Energy more) {
        return new Delivery(account, slot, traded, kept, excused.plus(more));
    }
}
