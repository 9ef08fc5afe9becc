package energy.peerwatt.orderbook.clearing.domain.price;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The prices of the zones, by zone; micro-currency per kWh as a seller there receives it. A zone that nothing connects
 * to any trade has none.
 */
public final class ZonePrices {
    private final @Nullable ZonePrice[] prices;

    /** @param prices by number of the zone */
    public ZonePrices(@Nullable ZonePrice[] prices) {
        this.prices = prices.clone();
    }

    /** No zone has a price. */
    public static ZonePrices none(int zones) {
        return new ZonePrices(new ZonePrice[zones]);
    }

    /** The price of a zone, or null. */
    public @Nullable ZonePrice of(int zone) {
        return prices[zone];
    }

    @Override
    public String toString() {
        return Arrays.toString(prices);
    }

    /**
     * @param price what is paid
     * @param lo below it somebody would want to buy more
     * @param hi above it somebody would want to sell more
     * @param allowed what the rule picked from: lo to hi under EQUILIBRIUM, else the prices that accepted orders allow
     * @param scarcity how the price was placed by scarcity; null under another rule
     */
    public record ZonePrice(
            long price,
            long lo,
            long hi,
            Range allowed,
            @Nullable Scarcity scarcity) {}

    /** From lowest to highest, both included. */
    public record Range(long lowest, long highest) {}
}
