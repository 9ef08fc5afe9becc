package energy.peerwatt.benchmarks.auction;

import energy.peerwatt.benchmarks.Effort;
import energy.peerwatt.benchmarks.Samples;
import energy.peerwatt.benchmarks.Scenario;
import energy.peerwatt.benchmarks.Stopwatch;
import energy.peerwatt.benchmarks.WrongResult;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.orderbook.clearing.domain.Clearing;
import energy.peerwatt.orderbook.clearing.domain.ClearingOutcome;
import energy.peerwatt.orderbook.clearing.domain.Fill;
import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.BookZone;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingMode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The auction of a tree of 50 zones whose limits bind, from the book to the fills; and the same with checks of the orders
 * and the book's hash, as a book in a file is cleared: a root, 7 substations of 6 zones. Every second zone has three sellers to a buyer, the others the reverse.
 *
 * @param expected what comes out, or null where nobody has computed it
 */
public record ZoneTreeAuction(
        String id, int orders, @Nullable Expected expected) implements Scenario {
    private static final int SUBSTATIONS = 7;
    private static final int ZONES_EACH = 6;
    private static final long EDGE_FEE = 5_000;
    private static final long LOCAL_FEE = 10_000;

    /** @param limitedEdges edges that carry all they may */
    public record Expected(long volumeWh, String welfare, int limitedEdges) {}

    @Override
    public List<String> run(Effort effort) {
        ClearingBook book = book();
        ClearingOutcome first = Clearing.clear(book);
        int limitedEdges = checked(book, first);
        Samples millis = new Samples();
        Samples processorMillis = new Samples();
        Samples checkedMillis = new Samples();
        Hash32 hash = book.hash();
        for (int i = -effort.warmUps(); i < effort.iterations(); i++) {
            Stopwatch watch = new Stopwatch();
            ClearingOutcome outcome = Clearing.clear(book, hash);
            Stopwatch.Lap lap = watch.lap();
            ClearingOutcome checked = Clearing.clear(book);
            Stopwatch.Lap second = watch.lap().minus(lap);
            WrongResult.unlessEqual(id + " fills of a timed run", first.fills(), outcome.fills());
            WrongResult.unlessEqual(id + " fills of a checked run", first.fills(), checked.fills());
            if (i >= 0) {
                millis.add(lap.wall() / 1e6);
                processorMillis.add(lap.processor() / 1e6);
                checkedMillis.add(second.processor() / 1e6);
            }
        }
        return List.of(String.format(
                Locale.ROOT,
                "%s: %,d orders over %d zones, %,d fills, %,d Wh, welfare %s, %d edges at their limit: %s ms; by "
                        + "processor time %s ms, with checks and the book's hash %s ms",
                id,
                orders,
                book.zones().size(),
                first.fills().size(),
                first.volumeWh(),
                first.welfare(),
                limitedEdges,
                millis.summary(0),
                processorMillis.summary(0),
                checkedMillis.summary(0)));
    }

    private ClearingBook book() {
        List<BookZone> zones = new ArrayList<>();
        List<String> leaves = new ArrayList<>();
        zones.add(BookZone.alone("root"));
        long ordersOfZone = orders / (SUBSTATIONS * ZONES_EACH);
        for (int s = 0; s < SUBSTATIONS; s++) {
            zones.add(zone("s" + s, "root", ordersOfZone * 50));
            for (int z = 0; z < ZONES_EACH; z++) {
                leaves.add("s" + s + "z" + z);
                zones.add(zone("s" + s + "z" + z, "s" + s, ordersOfZone * (20 + 20L * z)));
            }
        }
        Random random = new Random(42);
        List<BookOrder> all = new ArrayList<>(orders);
        for (int i = 0; i < orders; i++) {
            int leaf = random.nextInt(leaves.size());
            boolean sells = random.nextInt(4) < (leaf % 2 == 0 ? 3 : 1);
            long limit = 80_000 + random.nextInt(220_000);
            long wh = 50 + random.nextInt(1_450);
            all.add(order(i, leaves.get(leaf), sells ? Side.SELL : Side.BUY, wh, limit));
        }
        return new ClearingBook(PriceRule.EQUILIBRIUM, ClearingMode.AUCTION, 1, zones, all);
    }

    private static BookZone zone(String id, String parent, long limitWh) {
        return new BookZone(id, parent, EDGE_FEE, LOCAL_FEE, limitWh, limitWh);
    }

    private static BookOrder order(int number, String zone, Side side, long wh, long limit) {
        return new BookOrder(
                new UUID(0, number).toString(),
                new UUID(1, number).toString(),
                zone,
                side,
                wh,
                0,
                limit,
                null,
                null,
                null,
                null,
                0,
                null,
                null,
                List.of(),
                List.of());
    }

    /** @return how many edges carry all they may */
    private int checked(ClearingBook book, ClearingOutcome outcome) {
        Map<String, BookZone> zones = new HashMap<>();
        book.zones().forEach(zone -> zones.put(zone.id(), zone));
        Map<String, Long> out = new HashMap<>();
        Map<String, Long> filled = new HashMap<>();
        BigInteger welfare = BigInteger.ZERO;
        for (Fill fill : outcome.fills()) {
            add(out, zones, fill.sell().zone(), fill.wh());
            add(out, zones, fill.buy().zone(), -fill.wh());
            filled.merge(fill.sell().id(), fill.wh(), Long::sum);
            filled.merge(fill.buy().id(), fill.wh(), Long::sum);
            long pays = fill.price() + fill.fee() + fill.congestion();
            WrongResult.unless(fill.price() >= fill.sell().limit(), id + ": below the seller's limit: " + fill);
            WrongResult.unless(pays <= fill.buy().limit(), id + ": above the buyer's limit: " + fill);
            welfare = welfare.add(
                    BigInteger.valueOf(fill.buy().limit() - fill.sell().limit() - fill.fee())
                            .multiply(BigInteger.valueOf(fill.wh())));
        }
        for (BookOrder order : book.orders()) {
            WrongResult.unless(
                    filled.getOrDefault(order.id(), 0L) <= order.wh(), id + ": more than it has trades " + order.id());
        }
        int limited = 0;
        for (BookZone zone : book.zones()) {
            if (zone.exportLimitWh() != null) {
                long flow = Math.abs(out.getOrDefault(zone.id(), 0L));
                WrongResult.unless(flow <= zone.exportLimitWh(), id + ": too much leaves or enters " + zone.id());
                limited += flow == zone.exportLimitWh() ? 1 : 0;
            }
        }
        WrongResult.unlessEqual(id + " rejected orders", 0, outcome.rejected().size());
        WrongResult.unlessEqual(id + " welfare against the fills", welfare, outcome.welfare());
        if (expected != null) {
            WrongResult.unlessEqual(
                    id + " volume, welfare and edges at their limit",
                    expected,
                    new Expected(outcome.volumeWh(), welfare.toString(), limited));
        }
        return limited;
    }

    /** Adds what leaves a zone to it and to all above it. */
    private static void add(Map<String, Long> out, Map<String, BookZone> zones, String from, long wh) {
        for (String zone = from; zone != null; zone = zones.get(zone).parent()) {
            out.merge(zone, wh, Long::sum);
        }
    }
}
