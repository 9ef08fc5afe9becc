package energy.peerwatt.orderbook.continuous.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;

/**
 * An order for a continuous book.
 *
 * @param energy 1 to 2^32 - 1 Wh
 * @param limit a multiple of the book's tick
 * @param minFill no fill is smaller, unless one of the two orders is done with it; at most {@code energy}
 * @param immediate whether what finds nobody at once is given up instead of waiting
 */
public record ContinuousOrder(
        OrderId id, AccountId account, Side side, Energy energy, Price limit, Energy minFill, boolean immediate) {
    /** @throws IllegalArgumentException naming the quantity and its range */
    public ContinuousOrder {
        Quantities.require(energy, minFill);
    }

    /** An order that waits and takes fills of any size. */
    public static ContinuousOrder limit(OrderId id, AccountId account, Side side, Energy energy, Price limit) {
        return new ContinuousOrder(id, account, side, energy, limit, Energy.ZERO, false);
    }
}
