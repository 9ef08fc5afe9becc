package energy.peerwatt.orderbook.clearing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.BookZone;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingMode;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices.ZonePrice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a member might try in an auction, and gains nothing by. */
class AbuseTest {
    private static final int PARTS = 4;

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anOrderInPartsTradesAsTheWholeDoesAtTheSamePrice(long seed) {
        Random random = new Random(seed);
        PriceRule rule = PriceRule.values()[random.nextInt(PriceRule.values().length)];
        List<BookOrder> orders = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            boolean sells = i % 2 == 0;
            long limit = sells ? random.nextInt(6) : 3 + random.nextInt(6);
            orders.add(TestBook.plain(
                    "o" + i, "A", sells ? Side.SELL : Side.BUY, PARTS * (1 + random.nextInt(500)), limit));
        }
        BookOrder whole = orders.get(random.nextInt(orders.size()));
        List<BookOrder> split = new ArrayList<>(orders);
        split.remove(whole);
        for (int k = 0; k < PARTS; k++) {
            split.add(TestBook.plain(whole.id() + "-" + k, "A", whole.side(), whole.wh() / PARTS, whole.limit()));
        }

        ClearingOutcome before = cleared(rule, orders);
        ClearingOutcome after = cleared(rule, split);

        assertThat(after.welfare()).isEqualTo(before.welfare());
        assertThat(after.volumeWh()).isEqualTo(before.volumeWh());
        ZonePrice price = before.prices().of(0);
        assertThat(after.prices().of(0)).isEqualTo(price);
        // Each part may win a left-over Wh of the sharing, which is all there is to win.
        assertThat(traded(after, whole.id()))
                .isBetween(traded(before, whole.id()) - 1, traded(before, whole.id()) + PARTS);
    }

    private static long traded(ClearingOutcome outcome, String prefix) {
        long sum = 0;
        for (Map<String, Long> side : List.of(ExampleCasesTest.sold(outcome), ExampleCasesTest.bought(outcome))) {
            for (Map.Entry<String, Long> order : side.entrySet()) {
                boolean part = order.getKey().equals(prefix) || order.getKey().startsWith(prefix + "-");
                sum += part ? order.getValue() : 0;
            }
        }
        return sum;
    }

    private static ClearingOutcome cleared(PriceRule rule, List<BookOrder> orders) {
        return Clearing.clear(ClearingBook.of(rule, ClearingMode.AUCTION, 1, List.of(BookZone.alone("A")), orders));
    }
}
