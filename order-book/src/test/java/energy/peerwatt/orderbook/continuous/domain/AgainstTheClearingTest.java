package energy.peerwatt.orderbook.continuous.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.clearing.domain.Clearing;
import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.BookZone;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A book that is read from a file and one that is fed order by order make the same trades. */
class AgainstTheClearingTest {
    private static final int SEEDS_PER_TEST = 100;

    static LongStream firstSeeds() {
        return LongStream.iterate(0, seed -> seed < 1_000, seed -> seed + SEEDS_PER_TEST);
    }

    @ParameterizedTest(name = "from seed {0}")
    @MethodSource("firstSeeds")
    void bothMakeTheSameFills(long firstSeed) {
        for (long seed = firstSeed; seed < firstSeed + SEEDS_PER_TEST; seed++) {
            TradePrice rule = seed % 2 == 0 ? TradePrice.ASK : TradePrice.OLDER_ORDER;
            List<BookOrder> orders = orders(new SplittableRandom(seed));
            assertThat(byTheBook(orders, rule)).as("seed %d", seed).isEqualTo(byTheClearing(orders, rule));
        }
    }

    private static List<BookOrder> orders(SplittableRandom random) {
        List<BookOrder> orders = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Side side = Side.values()[random.nextInt(2)];
            long wh = 1 + random.nextInt(30);
            String offer = random.nextInt(8) == 0 && i > 0 ? id(random.nextInt(i)) : null;
            orders.add(new BookOrder(
                    id(i),
                    new UUID(1, random.nextInt(6)).toString(),
                    "zone",
                    offer == null ? side : Side.BUY,
                    wh,
                    offer == null && side == Side.BUY && random.nextInt(3) == 0 ? random.nextLong(wh + 1) : 0,
                    50_000L + random.nextInt(8) * 1_000,
                    null,
                    null,
                    null,
                    null,
                    i + 1,
                    offer,
                    null,
                    List.of(),
                    List.of()));
        }
        return orders;
    }

    private static String id(int number) {
        return new UUID(0, number).toString();
    }

    private static List<String> byTheClearing(List<BookOrder> orders, TradePrice rule) {
        ClearingMode mode =
                switch (rule) {
                    case ASK -> ClearingMode.CONTINUOUS_ASK;
                    case OLDER_ORDER -> ClearingMode.CONTINUOUS_OLDER;
                };
        ClearingBook book =
                ClearingBook.of(PriceRule.EQUILIBRIUM, mode, 1_000, List.of(BookZone.alone("zone")), orders);
        return Clearing.clear(book).fills().stream()
                .map(fill -> line(fill.sell().id(), fill.buy().id(), fill.wh(), fill.price()))
                .toList();
    }

    private static List<String> byTheBook(List<BookOrder> orders, TradePrice rule) {
        List<String> lines = new ArrayList<>();
        ContinuousBook book = new ContinuousBooks().open(rule, new Price(1_000));
        for (BookOrder order : orders) {
            OrderId id = OrderId.of(order.id());
            AccountId account = AccountId.of(order.account());
            Energy energy = new Energy(order.wh());
            Energy minFill = new Energy(order.minFillWh());
            Price limit = new Price(order.ownLimit());
            if (order.directBuyOf() != null) {
                book.buy(
                        new DirectBuy(id, account, OrderId.of(order.directBuyOf()), energy, limit, minFill),
                        fill -> lines.add(line(fill)));
            } else {
                book.place(
                        new ContinuousOrder(id, account, order.side(), energy, limit, minFill, false),
                        fill -> lines.add(line(fill)));
            }
        }
        return lines;
    }

    private static String line(Fill fill) {
        return line(
                fill.sell().toString(),
                fill.buy().toString(),
                fill.energy().wattHours(),
                fill.price().microPerKwh());
    }

    private static String line(String sell, String buy, long wh, long price) {
        return sell + " sells " + buy + " " + wh + " at " + price;
    }
}
