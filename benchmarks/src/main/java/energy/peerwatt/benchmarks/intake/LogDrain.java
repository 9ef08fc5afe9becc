package energy.peerwatt.benchmarks.intake;

import energy.peerwatt.benchmarks.Effort;
import energy.peerwatt.benchmarks.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Orders that lie in the command log already, as after a standstill: decided and committed as fast as one book can. The
 * first third warms up.
 *
 * @param polled records that the book takes at once, and so commits at once
 * @param orders in a command
 * @param total orders in the log
 */
public record LogDrain(String id, int homes, int polled, int orders, int total) implements Scenario {
    private static final String DATABASE = "order_book";
    private static final int WARM_UP_SHARE = 3;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Override
    public List<String> run(Effort effort) {
        Market market = new Market(homes);
        try (Surroundings around = new Surroundings()) {
            around.openMarket(market, DATABASE, List.of()).close();
            long first = around.offset(DATABASE);
            long commands = total / orders;
            fill(around, market);
            BookUnderTest book = new BookUnderTest(
                    around, DATABASE, List.of("-Dmp.messaging.incoming.commands-in.max.poll.records=" + polled));
            try (book) {
                around.until(
                        "a third of the orders",
                        LIMIT,
                        () -> around.offset(DATABASE) >= first + commands / WARM_UP_SHARE);
                Duration processor = book.processor();
                long start = System.nanoTime();
                long from = around.offset(DATABASE);
                around.until("all orders", LIMIT, () -> around.offset(DATABASE) >= first + commands);
                long end = System.nanoTime();
                Duration taken = book.processor().minus(processor);
                new StoredOrders(around, DATABASE).check((long) orders * commands);
                double measured = (first + commands - from) * (double) orders;
                return List.of(String.format(
                        Locale.ROOT,
                        "%s: %,d orders in commands of %d, up to %,d commands a commit: %,.0f orders/s from the log to the"
                                + " database for %.1f s, %.0f us of the book's processor an order; all stored once",
                        id,
                        total,
                        orders,
                        polled,
                        measured * 1e9 / (end - start),
                        (end - start) / 1e9,
                        taken.toNanos() / 1e3 / measured));
            }
        }
    }

    private void fill(Surroundings around, Market market) {
        try (Surroundings.Sender log = new Surroundings.Sender(around.broker())) {
            for (int number = 0; number + orders <= total; number += orders) {
                log.send(Market.TOPIC, Market.PLACE, market.command(number, orders));
            }
        }
    }
}
