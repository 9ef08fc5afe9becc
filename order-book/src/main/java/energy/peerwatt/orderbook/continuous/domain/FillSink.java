package energy.peerwatt.orderbook.continuous.domain;

/** Hears every fill while the command that caused it is being carried out. */
interface FillSink {
    /**
     * @param taker id of the order that came
     * @param maker id of the order that rested
     * @param takerBuys whether the order that came is the buyer's
     * @param wh more than 0
     * @param price in ticks
     * @param makerDone whether nothing is left of the order that rested
     */
    void filled(int book, long taker, long maker, boolean takerBuys, long wh, long price, boolean makerDone);
}
