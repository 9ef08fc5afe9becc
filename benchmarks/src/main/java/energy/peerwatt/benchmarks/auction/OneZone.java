package energy.peerwatt.benchmarks.auction;

import energy.peerwatt.benchmarks.Effort;
import energy.peerwatt.benchmarks.Samples;
import energy.peerwatt.benchmarks.Scenario;
import energy.peerwatt.benchmarks.Stopwatch;
import energy.peerwatt.benchmarks.WrongResult;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.clearing.domain.Clearing;
import energy.peerwatt.orderbook.clearing.domain.ClearingOutcome;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.sealed.SealedClearing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The auction of one zone and slot at one price, from the sealed book to the fills; the book's hash is known beforehand.
 * Beside it runs the bare sweep that only matches: two sorted arrays and two pointers. The volume of both is the same;
 * fills differ by a few, because the auction shares its last level among all who stand at it.
 *
 * @param sweepFills how many fills the bare sweep makes, or null where nobody has counted them
 */
public record OneZone(String id, int orders, @Nullable Integer sweepFills) implements Scenario {
    private static final GridZoneId ZONE = new GridZoneId("zone");
    private static final Slot SLOT = new Slot(Instant.parse("2026-06-01T10:00:00Z"), Duration.ofMinutes(15));

    @Override
    public List<String> run(Effort effort) {
        SealedBook book = book(orders);
        Hash32 hash = book.hash();
        ClearingResult first = SealedClearing.clear(book, hash);
        long volume = checked(book, first);
        Sweep sweep = new Sweep(book.orders());
        checkSweep(sweep, volume);
        Samples millis = new Samples();
        Samples processorMillis = new Samples();
        Samples matchingMillis = new Samples();
        Samples evidenceMillis = new Samples();
        Samples sweepMillis = new Samples();
        for (int i = -effort.warmUps() * Math.max(5, 500_000 / orders); i < effort.iterations(); i++) {
            Stopwatch watch = new Stopwatch();
            ClearingBook prepared = SealedClearing.clearingBook(book);
            Stopwatch.Lap ready = watch.lap();
            ClearingOutcome outcome = Clearing.clear(prepared, hash);
            Stopwatch.Lap matched = watch.lap();
            ClearingResult result = SealedClearing.result(book, hash, outcome);
            Stopwatch.Lap cleared = watch.lap();
            checkSweep(sweep, volume);
            Stopwatch.Lap swept = watch.lap().minus(cleared);
            WrongResult.unlessEqual(
                    id + " fills of a timed run",
                    first.fills().size(),
                    result.fills().size());
            WrongResult.unlessEqual(id + " energy of a timed run", volume, outcome.volumeWh());
            if (i >= 0) {
                matchingMillis.add(matched.minus(ready).processor() / 1e6);
                evidenceMillis.add(cleared.minus(matched).processor() / 1e6);
                millis.add(cleared.wall() / 1e6);
                processorMillis.add(cleared.processor() / 1e6);
                sweepMillis.add(swept.processor() / 1e6);
            }
        }
        return List.of(String.format(
                Locale.ROOT,
                "%s: %,d orders, %,d fills, %,d Wh: %s ms; by processor time %s ms, %.0f ns an order, of it matching"
                        + " with prices %s ms, evidence (fills in their order with their ids, sums) %s ms; the bare sweep"
                        + " %s ms",
                id,
                orders,
                first.fills().size(),
                volume,
                millis.summary(2),
                processorMillis.summary(2),
                processorMillis.median() * 1e6 / orders,
                matchingMillis.summary(2),
                evidenceMillis.summary(2),
                sweepMillis.summary(2)));
    }

    private void checkSweep(Sweep sweep, long volume) {
        Sweep.Swept swept = sweep.run();
        WrongResult.unlessEqual(id + " volume of the bare sweep", volume, swept.volume());
        if (sweepFills != null) {
            WrongResult.unlessEqual(id + " fills of the bare sweep", sweepFills, swept.fills());
        }
    }

    private static SealedBook book(int count) {
        return sealed(orders(count));
    }

    /** The orders of the market of this size, in the order of their ids. */
    static List<SealedBook.Order> orders(int count) {
        Random random = new Random(42);
        List<SealedBook.Order> orders = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Price limit = new Price(80_000 + random.nextInt(220_000));
            Energy energy = new Energy(50 + random.nextInt(1_450));
            orders.add(new SealedBook.Order(
                    new OrderId(new UUID(0, i)),
                    new AccountId(new UUID(1, i)),
                    ZONE,
                    i % 2 == 0 ? Side.BUY : Side.SELL,
                    energy,
                    limit,
                    null,
                    null,
                    SLOT.start().minusSeconds(3600)));
        }
        return orders;
    }

    static SealedBook sealed(List<SealedBook.Order> orders) {
        return SealedBook.atGate(
                new CommunityId(new UUID(2, 0)),
                SLOT,
                PriceRule.EQUILIBRIUM,
                new Price(1),
                List.of(SealedBook.Zone.undefined(ZONE)),
                orders);
    }

    /** @return energy traded */
    private long checked(SealedBook book, ClearingResult result) {
        Map<OrderId, Long> filled = new HashMap<>();
        long volume = 0;
        for (ClearingResult.Fill fill : result.fills()) {
            filled.merge(fill.sell(), fill.energy().wattHours(), Long::sum);
            filled.merge(fill.buy(), fill.energy().wattHours(), Long::sum);
            volume += fill.energy().wattHours();
        }
        long sold = 0;
        long bought = 0;
        Price price = result.fills().getFirst().price();
        for (SealedBook.Order order : book.orders()) {
            Long wh = filled.remove(order.id());
            if (wh != null) {
                boolean sells = order.side() == Side.SELL;
                sold += sells ? wh : 0;
                bought += sells ? 0 : wh;
                WrongResult.unless(
                        wh <= order.energy().wattHours(), id + ": order " + order.id() + " trades more than it has");
                WrongResult.unless(
                        sells
                                ? order.limit().compareTo(price) <= 0
                                : order.limit().compareTo(price) >= 0,
                        id + ": order " + order.id() + " trades at " + price + ", beyond its limit " + order.limit());
            }
        }
        WrongResult.unless(filled.isEmpty(), id + ": fills of orders that the book does not have: " + filled.keySet());
        WrongResult.unlessEqual(id + " energy bought against energy sold", sold, bought);
        WrongResult.unlessEqual(id + " energy sold against the fills", volume, sold);
        return volume;
    }
}
