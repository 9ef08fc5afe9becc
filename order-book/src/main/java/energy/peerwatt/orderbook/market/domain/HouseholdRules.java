package energy.peerwatt.orderbook.market.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.evidence.TradingMandate;
import energy.peerwatt.messages.quantity.Price;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a household sets once instead of placing orders.
 *
 * @param automatic false pauses the automatic trader
 * @param lowestSell it never offers energy below this
 * @param highestBuy it never bids above this, grid fee included
 * @param batteryReservePercent while the battery holds less, what it gives is kept for the home and not sold
 * @param pausedUntil no slot that starts before is traded in, market time; absent for no pause
 * @param neighbours what it wants of other members; absent for nothing
 * @param caps the most it trades in a day and a month; absent for no limit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HouseholdRules(
        boolean automatic,
        Price lowestSell,
        Price highestBuy,
        int batteryReservePercent,
        @Nullable Instant pausedUntil,
        @Nullable TradeCaps caps,
        @Nullable Neighbours neighbours) {
    /** @throws IllegalArgumentException naming the field and the bad value */
    public HouseholdRules {
        Objects.requireNonNull(lowestSell, "lowestSell is missing");
        Objects.requireNonNull(highestBuy, "highestBuy is missing");
        if (batteryReservePercent < 0 || batteryReservePercent > 100) {
            throw new IllegalArgumentException("battery reserve must be 0 to 100 percent: " + batteryReservePercent);
        }
        if (pausedUntil != null) {
            MarketYears.require(pausedUntil, "pausedUntil");
        }
        neighbours = Neighbours.NONE.equals(neighbours) ? null : neighbours;
        caps = TradeCaps.NONE.equals(caps) ? null : caps;
    }

    /** Rules without pause and caps. */
    public HouseholdRules(boolean automatic, Price lowestSell, Price highestBuy, int batteryReservePercent) {
        this(automatic, lowestSell, highestBuy, batteryReservePercent, null, null, null);
    }

    /** Rules that want nothing of other members. */
    public HouseholdRules(
            boolean automatic,
            Price lowestSell,
            Price highestBuy,
            int batteryReservePercent,
            @Nullable Instant pausedUntil,
            @Nullable TradeCaps caps) {
        this(automatic, lowestSell, highestBuy, batteryReservePercent, pausedUntil, caps, null);
    }

    /** What it wants of other members. */
    public Neighbours others() {
        return neighbours == null ? Neighbours.NONE : neighbours;
    }

    /** These rules as far as a mandate lets them be followed: never below its price for sales, nor above that for purchases. */
    public HouseholdRules within(TradingMandate mandate) {
        return new HouseholdRules(
                automatic,
                lowestSell.compareTo(mandate.minPricePerKWh()) < 0 ? mandate.minPricePerKWh() : lowestSell,
                highestBuy.compareTo(mandate.maxPricePerKWh()) > 0 ? mandate.maxPricePerKWh() : highestBuy,
                batteryReservePercent,
                pausedUntil,
                caps,
                neighbours);
    }

    /** Whether the automatic trader places orders for a slot that starts then. */
    public boolean tradeAt(Instant slotStart) {
        return automatic && (pausedUntil == null || !slotStart.isBefore(pausedUntil));
    }
}
