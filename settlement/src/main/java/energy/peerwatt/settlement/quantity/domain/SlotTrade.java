package energy.peerwatt.settlement.quantity.domain;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;

/**
 * A trade as a round of the slot made it.
 *
 * @param price what the seller receives; the buyer pays {@code price + fee + congestion}
 * @param fee for the grid
 * @param congestion what limits of the grid add to the buyer's price, for the demand-response fund
 * @param round of the slot, from 0; what a meter shows goes to earlier rounds first
 */
public record SlotTrade(
        TradeId id,
        AccountId seller,
        AccountId buyer,
        Energy energy,
        Price price,
        Price fee,
        Price congestion,
        int round) {
    public SlotTrade {
        if (seller.equals(buyer)) {
            throw new IllegalArgumentException("account " + seller + " cannot trade with itself: trade " + id);
        }
        if (energy.isZero()) {
            throw new IllegalArgumentException("trade " + id + " is over no energy");
        }
    }
}
