package energy.peerwatt.benchmarks.energy;

import energy.peerwatt.orderbook.continuous.domain.OpenEngine;
import energy.peerwatt.orderbook.continuous.domain.Outcome;

/** The continuous book's engine, one for all books. */
final class EngineBooks implements EnergyBooks {
    private final OpenEngine engine;
    private long cancelled;

    /** @param orders how many may rest before arrays grow */
    EngineBooks(int books, int orders) {
        engine = new OpenEngine(orders, books, 8 * books);
        for (int i = 0; i < books; i++) {
            engine.open();
        }
    }

    @Override
    public void place(int book, int id, int household, boolean buys, int price, int wh, boolean atOnce) {
        engine.place(book, id, household, buys, price, wh, atOnce);
    }

    @Override
    public void cancel(int id, int household) {
        if (engine.cancel(id, household) == Outcome.CANCELLED) {
            cancelled++;
        }
    }

    @Override
    public Counts counts() {
        return new Counts(engine.trades(), cancelled, engine.resting());
    }
}
