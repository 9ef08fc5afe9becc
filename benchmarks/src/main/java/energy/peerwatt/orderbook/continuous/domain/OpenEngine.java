package energy.peerwatt.orderbook.continuous.domain;

/**
 * The engine behind the door of the continuous book, for measurements: it counts fills and passes everything else on.
 * It stands in the engine's package because nobody but a measurement may go past the door.
 */
public final class OpenEngine {
    private final MatchingEngine engine;
    private long trades;
    private long volume;
    private long turnover;

    public OpenEngine(int orderCapacity, int bookCapacity, int pageCapacity) {
        engine = new MatchingEngine(this::filled, orderCapacity, bookCapacity, pageCapacity);
    }

    private void filled(int book, long taker, long maker, boolean takerBuys, long wh, long price, boolean makerDone) {
        trades++;
        volume += wh;
        turnover += wh * price;
    }

    /** Opens a book with the older order's price. */
    public int open() {
        return engine.open(TradePrice.OLDER_ORDER);
    }

    public Outcome place(int book, long id, int owner, boolean buys, long tick, long wh, boolean immediate) {
        return engine.place(book, id, owner, buys ? MatchingEngine.BUY : MatchingEngine.SELL, tick, wh, 0, immediate);
    }

    public Outcome cancel(long id, int owner) {
        return engine.cancel(id, owner);
    }

    public Outcome reduce(long id, int owner, long wh) {
        return engine.reduce(id, owner, wh);
    }

    public Outcome move(long id, int owner, long tick) {
        return engine.move(id, owner, tick);
    }

    /** Told the id, owner, price and rest of every resting order of one side, best first. */
    public interface Resting {
        void order(long id, int owner, long tick, long wh);
    }

    public void eachOrder(int book, boolean buys, Resting listener) {
        engine.eachOrder(book, buys ? MatchingEngine.BUY : MatchingEngine.SELL, listener::order);
    }

    public int resting() {
        return engine.resting();
    }

    public long trades() {
        return trades;
    }

    public long volume() {
        return volume;
    }

    /** Sum over the fills of Wh times ticks. */
    public long turnover() {
        return turnover;
    }
}
