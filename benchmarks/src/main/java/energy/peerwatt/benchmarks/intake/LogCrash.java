package energy.peerwatt.benchmarks.intake;

import energy.peerwatt.benchmarks.Effort;
import energy.peerwatt.benchmarks.Samples;
import energy.peerwatt.benchmarks.Scenario;
import energy.peerwatt.benchmarks.WrongResult;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The book is killed with kill -9 at random commands while it takes orders from the log, and started again each time. In
 * the end every row must be what a book makes of the same log that nobody disturbs.
 *
 * @param kills how often; kill number n strikes at a command drawn with seed n
 */
public record LogCrash(String id, int homes, int kills, int total) implements Scenario {
    private static final String DATABASE = "order_book";
    private static final String UNDISTURBED = "undisturbed";
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final List<String> TABLES =
            List.of("book_order", "reservation", "balance", "member", "processed_command", "community", "zone");
    /** Small, so that there are many moments to be killed at. */
    private static final List<String> SETTINGS = List.of("-Dmp.messaging.incoming.commands-in.max.poll.records=100");

    @Override
    public List<String> run(Effort effort) {
        Market market = new Market(homes);
        Samples recovery = new Samples();
        try (Surroundings around = new Surroundings()) {
            around.openMarket(market, DATABASE, SETTINGS).close();
            long first = around.offset(DATABASE);
            try (Surroundings.Sender log = new Surroundings.Sender(around.broker())) {
                for (int number = 0; number < total; number++) {
                    log.send(Market.TOPIC, Market.PLACE, market.command(number, 1));
                }
            }
            long end = first + total;
            int killed = 0;
            while (killed < kills && around.offset(DATABASE) < end) {
                killed++;
                long before = around.offset(DATABASE);
                long strike = Math.min(end, before + 1 + new Random(killed).nextInt(total / kills));
                long start = System.nanoTime();
                BookUnderTest book = new BookUnderTest(around, DATABASE, SETTINGS);
                try {
                    around.until("orders", LIMIT, () -> around.offset(DATABASE) > before);
                    recovery.add((System.nanoTime() - start) / 1e9);
                    around.until("orders", LIMIT, () -> around.offset(DATABASE) >= strike);
                } finally {
                    book.kill();
                }
            }
            long killedAt = around.offset(DATABASE) - first;
            finish(around, DATABASE, end);
            around.postgres().createDatabase(UNDISTURBED);
            finish(around, UNDISTURBED, end);
            new StoredOrders(around, DATABASE).check(total);
            for (String table : TABLES) {
                String all = "SELECT t::text FROM " + table + " t ORDER BY 1";
                WrongResult.unless(
                        around.rows(DATABASE, all).equals(around.rows(UNDISTURBED, all)),
                        "rows of " + table + " differ from those of an undisturbed book");
            }
            return List.of(String.format(
                    Locale.ROOT,
                    "%s: killed %d times within %,d of %,d orders: every row as of an undisturbed book; from the start of the"
                            + " process to its first commit %s s",
                    id,
                    killed,
                    killedAt,
                    total,
                    recovery.summary(1)));
        }
    }

    private static void finish(Surroundings around, String database, long end) {
        try (BookUnderTest _ = new BookUnderTest(around, database, List.of()).awaitReady()) {
            around.until("all orders", LIMIT, () -> around.offset(database) >= end);
        }
    }
}
