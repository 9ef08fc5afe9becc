package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Money;
import java.util.List;

/**
 * What must be remembered of mandates.
 *
 * @param held the last of each member who ever gave one
 * @param orders placed under one for slots that are not sealed
 * @param spent on days that are not over, by members who ever gave one
 */
public record MandateState(List<HeldMandate> held, List<MandatedOrder> orders, List<Spent> spent) {
    public static final MandateState NONE = new MandateState(List.of(), List.of(), List.of());

    public MandateState {
        held = List.copyOf(held);
        orders = List.copyOf(orders);
        spent = List.copyOf(spent);
    }

    /** @param day since 1970, UTC */
    public record Spent(AccountId account, long day, Money amount) {}
}
