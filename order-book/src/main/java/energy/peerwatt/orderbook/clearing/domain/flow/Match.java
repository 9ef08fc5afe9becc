package energy.peerwatt.orderbook.clearing.domain.flow;

/**
 * A sell and a buy order that meet, by their numbers. Prices are micro-currency per kWh.
 *
 * @param wh more than 0
 * @param ask what the seller asked of this buyer, floor counted in
 * @param bid what the buyer was ready to pay this seller, all included and cap counted in
 * @param price what the seller receives, or {@link #ZONE_PRICE}
 * @param congestion what the buyer pays beyond price and fee because of limits; of a price that is known
 * @param by by which of their alternatives, where they have several
 */
public record Match(Step step, int sell, int buy, long wh, long ask, long bid, long price, long congestion, By by) {
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

    /**
     * The places of two alternatives on the lists of their orders.
     *
     * @param sell 0 for an order without alternatives and for a gift
     * @param buy 0 for an order without alternatives
     */
    public record By(int sell, int buy) {
        static final By ONLY = new By(0, 0);
    }

    /** Of orders without alternatives, without congestion. */
    public Match(Step step, int sell, int buy, long wh, long ask, long bid, long price) {
        this(step, sell, buy, wh, ask, bid, price, 0, By.ONLY);
    }

    /** At a price of its own, without congestion. */
    public Match at(long decided) {
        return new Match(step, sell, buy, wh, ask, bid, decided, 0, by);
    }
}
