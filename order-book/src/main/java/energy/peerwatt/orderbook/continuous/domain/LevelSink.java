package energy.peerwatt.orderbook.continuous.domain;

/** Is told how much rests at a price. */
interface LevelSink {
    void level(long tick, long wh);
}
