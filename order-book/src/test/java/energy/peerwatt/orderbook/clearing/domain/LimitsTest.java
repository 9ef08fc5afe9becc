package energy.peerwatt.orderbook.clearing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.BookZone;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingMode;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices.ZonePrice;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a limit of an edge does when it is moved, over many seeds. */
class LimitsTest {
    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** The importing zone gets cheaper, the exporting one dearer, all together richer, and each step less so. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aWiderEdgeBringsPricesTogetherAndAddsLessEachTime(long seed) {
        Random random = new Random(seed);
        List<BookOrder> orders = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            orders.add(order("s" + i, "cheap", random.nextInt(10), 1 + random.nextInt(5), true));
            orders.add(order("b" + i, "dear", 20 + random.nextInt(10), 1 + random.nextInt(5), false));
        }
        orders.add(order("here", "cheap", 15 + random.nextInt(10), 1 + random.nextInt(5), false));
        orders.add(order("there", "dear", 10 + random.nextInt(10), 1 + random.nextInt(5), true));
        BigInteger welfare = null;
        BigInteger gain = null;
        ZonePrice cheap = null;
        ZonePrice dear = null;
        for (long limit = 1; limit < 20; limit++) {
            ClearingOutcome outcome = Clearing.clear(book(limit, orders));
            AlwaysTrue.hold(outcome);
            AlwaysTrue.nobodyWantsToTradeMore(outcome);
            ZonePrice cheapNow = outcome.prices().of(outcome.tree().number("cheap"));
            ZonePrice dearNow = outcome.prices().of(outcome.tree().number("dear"));
            if (welfare != null) {
                BigInteger more = outcome.welfare().subtract(welfare);
                assertThat(more).as("more welfare at %s", limit).isNotNegative();
                assertThat(gain == null ? more : gain)
                        .as("each Wh adds no more than the one before, at %s", limit)
                        .isGreaterThanOrEqualTo(more);
                gain = more;
            }
            if (cheap != null && dear != null && cheapNow != null && dearNow != null) {
                assertThat(cheapNow.price()).as("cheap at %s", limit).isGreaterThanOrEqualTo(cheap.price());
                assertThat(dearNow.price()).as("dear at %s", limit).isLessThanOrEqualTo(dear.price());
            }
            welfare = outcome.welfare();
            cheap = cheapNow;
            dear = dearNow;
        }
    }

    /** Zones without a common root are markets of their own: what the one gives does not depend on the other. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aTreeHasThePricesThatItHasAlone(long seed) {
        for (int part = 0; part < 20; part++) {
            Random random = new Random(seed * 20 + part);
            List<BookZone> zones = new ArrayList<>();
            List<BookOrder> orders = new ArrayList<>();
            for (String tree : List.of("x", "y")) {
                zones.add(new BookZone(tree + 0, null, 0, 0, null, null));
                for (int z = 1; z < 4; z++) {
                    zones.add(new BookZone(
                            tree + z,
                            tree + random.nextInt(z),
                            random.nextInt(9_000),
                            0,
                            null,
                            1L + random.nextInt(40)));
                }
                for (int i = 0; i < 10; i++) {
                    // No two limits are equal, so that nothing is left to a tie.
                    long limit = 1_000 * (1 + random.nextInt(30)) + i;
                    String id = tree + "o" + i;
                    orders.add(
                            order(id, tree + random.nextInt(4), limit, 1 + random.nextInt(50), random.nextBoolean()));
                }
            }
            ClearingOutcome both = Clearing.clear(book(PriceRule.SCARCITY, zones, orders));
            for (String tree : List.of("x", "y")) {
                ClearingOutcome alone = Clearing.clear(book(
                        PriceRule.SCARCITY,
                        zones.stream()
                                .filter(zone -> zone.id().startsWith(tree))
                                .toList(),
                        orders.stream()
                                .filter(order -> order.id().startsWith(tree))
                                .toList()));
                for (int z = 0; z < 4; z++) {
                    assertThat(both.prices().of(both.tree().number(tree + z)))
                            .as("price of %s, part %s", tree + z, part)
                            .isEqualTo(alone.prices().of(alone.tree().number(tree + z)));
                }
            }
        }
    }

    private static BookOrder order(String id, String zone, long limit, long wh, boolean sells) {
        return TestBook.plain(id, zone, sells ? Side.SELL : Side.BUY, wh, limit);
    }

    private static ClearingBook book(long limit, List<BookOrder> orders) {
        List<BookZone> zones = List.of(
                new BookZone("cheap", "grid", 1, 0, null, limit), new BookZone("dear", "grid", 1, 1, null, null));
        return book(PriceRule.EQUILIBRIUM, zones, orders);
    }

    private static ClearingBook book(PriceRule rule, List<BookZone> zones, List<BookOrder> orders) {
        return ClearingBook.of(rule, ClearingMode.AUCTION, 1, zones, orders);
    }
}
