package energy.peerwatt.orderbook.continuous.domain;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;

/**
 * The wish to buy of one offer, whatever else is on sale. It is carried out at the offer's price or not at all, and
 * never waits.
 *
 * @param id of this purchase
 * @param offer the order that sells
 * @param energy 1 to 2^32 - 1 Wh
 * @param limit the most the buyer pays; a multiple of the book's tick
 * @param minFill the least that is enough; nothing for all of {@code energy} or nothing
 */
public record DirectBuy(OrderId id, AccountId account, OrderId offer, Energy energy, Price limit, Energy minFill) {
    /** @throws IllegalArgumentException naming the quantity and its range */
    public DirectBuy {
        Quantities.require(energy, minFill);
    }
}
