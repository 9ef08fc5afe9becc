package energy.peerwatt.orderbook.market.domain;

import energy.peerwatt.messages.quantity.Price;
import java.util.Objects;

/**
 * What a household sets once instead of placing orders.
 *
 * @param automatic false pauses the automatic trader
 * @param lowestSell it never offers energy below this
 * @param highestBuy it never bids above this, grid fee included
 * @param batteryReservePercent while the battery holds less, what it gives is kept for the home and not sold
 */
public record HouseholdRules(boolean automatic, Price lowestSell, Price highestBuy, int batteryReservePercent) {
    /** @throws IllegalArgumentException naming the field and the bad value */
    public HouseholdRules {
        Objects.requireNonNull(lowestSell, "lowestSell is missing");
        Objects.requireNonNull(highestBuy, "highestBuy is missing");
        if (batteryReservePercent < 0 || batteryReservePercent > 100) {
            throw new IllegalArgumentException("battery reserve must be 0 to 100 percent: " + batteryReservePercent);
        }
    }
}
