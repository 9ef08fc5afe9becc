package energy.peerwatt.orderbook.clearing.domain.flow;

/**
 * A sell and a buy order that meet, by their numbers. Prices are micro-currency per kWh.
 *
 * @param wh more than 0
 * @param ask what the seller asked of this buyer, floor counted in
 * @param bid what the buyer was ready to pay this seller, all included and cap counted in
 * @param price what the seller receives, or {@link #ZONE_PRICE}
 */
public record Match(Step step, int sell, int buy, long wh, long ask, long bid, long price) {
    /** Stands for a price that the zones decide. */
    public static final long ZONE_PRICE = -1;

    /** The step of the clearing in which they met. */
    public enum Step {
        DIRECT_BUY,
        GIFT,
        NOMINATED,
        AUCTION,
        CONTINUOUS
    }

    public Match at(long decided) {
        return new Match(step, sell, buy, wh, ask, bid, decided);
    }
}
