package energy.peerwatt.appbackend.live.domain;

import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.util.List;

/**
 * A trade as one of its sides sees it.
 *
 * @param partner a pseudonym that is the same in all trades of these two, and another for every other observer
 * @param price what the seller receives
 * @param fee what the buyer pays on top, to the grid
 * @param congestion what limits of the grid add to that, for the demand-response fund
 * @param zone of the one who sees it
 * @param reasons why the price is what it is, a sentence each
 */
public record OwnTrade(
        TradeId id,
        Slot slot,
        Direction direction,
        Energy energy,
        Price price,
        Price fee,
        Price congestion,
        String partner,
        GridZoneId zone,
        List<String> reasons) {
    public enum Direction {
        SOLD,
        BOUGHT
    }
}
