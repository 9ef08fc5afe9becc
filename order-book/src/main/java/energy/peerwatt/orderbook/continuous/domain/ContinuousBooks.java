package energy.peerwatt.orderbook.continuous.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.continuous.domain.OrderNumbers.Ticket;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The continuous books of whoever is their only writer: one engine, one pool of orders, one set of order ids. The same
 * commands give the same fills on any machine. Not for several threads.
 */
public final class ContinuousBooks {
    private static final int ORDERS = 1_024;
    private static final int BOOKS = 96;

    final MatchingEngine engine = new MatchingEngine(this::filled, ORDERS, BOOKS, 2 * BOOKS);
    final OrderNumbers numbers = new OrderNumbers();
    private final Map<Integer, Price> ticks = new HashMap<>();
    private @Nullable Consumer<Fill> listener;

    /**
     * Opens an empty book.
     *
     * @param rule whose limit is the price
     * @param tick smallest step of a limit
     * @throws IllegalArgumentException if the tick is 0
     */
    public ContinuousBook open(TradePrice rule, Price tick) {
        if (tick.microPerKwh() == 0) {
            throw new IllegalArgumentException("tick must be at least 1 micro-currency per kWh");
        }
        int number = engine.open(rule);
        ticks.put(number, tick);
        return new ContinuousBook(this, number, tick);
    }

    /** Carries a command out with its fills going to {@code fills}. */
    Outcome hearing(Consumer<Fill> fills, Supplier<Outcome> command) {
        listener = fills;
        try {
            return command.get();
        } finally {
            listener = null;
        }
    }

    private void filled(int book, long taker, long maker, boolean takerBuys, long wh, long price, boolean makerDone) {
        Ticket came = numbers.ticket(taker);
        Ticket rested = numbers.ticket(maker);
        Ticket seller = takerBuys ? rested : came;
        Ticket buyer = takerBuys ? came : rested;
        Price tick = Objects.requireNonNull(ticks.get(book), "book without a tick");
        if (makerDone) {
            numbers.release((int) maker);
        }
        Objects.requireNonNull(listener, "a fill outside of a command")
                .accept(new Fill(
                        seller.id(),
                        buyer.id(),
                        seller.account(),
                        buyer.account(),
                        takerBuys ? Side.BUY : Side.SELL,
                        new Energy(wh),
                        new Price(Math.multiplyExact(price, tick.microPerKwh()))));
    }
}
