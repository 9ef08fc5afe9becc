package energy.peerwatt.orderbook.continuous.domain;

/** Is told what rests. */
interface RestingSink {
    void order(long id, int owner, long tick, long wh);
}
