package energy.peerwatt.orderbook.auction.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.ClearingResult;
import energy.peerwatt.messages.evidence.SealedBook;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Price;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Thousands of seeded books: the auction against a naive one, an exhaustive search, and what must always hold. */
class AuctionAgainstOracleTest {
    /** Each test covers this many seeds, so that a failure still names one seed but the report stays readable. */
    private static final int SEEDS_PER_TEST = 250;

    static LongStream firstSeeds() {
        return LongStream.iterate(0, seed -> seed < 5_000, seed -> seed + SEEDS_PER_TEST);
    }

    @ParameterizedTest(name = "from seed {0}")
    @MethodSource("firstSeeds")
    void givesWhatTheNaiveAuctionGives(long firstSeed) {
        for (long seed = firstSeed; seed < firstSeed + SEEDS_PER_TEST; seed++) {
            SealedBook book = Books.random(seed, 24, 8, 12).sealed();
            assertThat(Auction.clear(book)).as("seed %d", seed).isEqualTo(new NaiveAuction(book).clear());
        }
    }

    @ParameterizedTest(name = "from seed {0}")
    @MethodSource("firstSeeds")
    void noOtherAllocationHasMoreWelfareOrAtThatMoreVolume(long firstSeed) {
        for (long seed = firstSeed; seed < firstSeed + SEEDS_PER_TEST; seed++) {
            SealedBook book = Books.random(seed, 7, 6, 3).sealed();
            ClearingResult result = Auction.clear(book);
            for (int i = 0; i < book.zones().size(); i++) {
                SealedBook.Zone zone = book.zones().get(i);
                List<SealedBook.Order> orders = book.orders().stream()
                        .filter(order -> order.zone().equals(zone.id()))
                        .toList();
                ClearingResult.ZoneResult cleared = result.zones().get(i);
                assertThat(new ExhaustiveWelfare.Best(
                                Long.parseLong(cleared.welfare()),
                                cleared.volume().wattHours()))
                        .as("seed %d, %s", seed, zone.id())
                        .isEqualTo(ExhaustiveWelfare.of(zone, orders));
            }
        }
    }

    @ParameterizedTest(name = "from seed {0}")
    @MethodSource("firstSeeds")
    void nobodyTradesMoreThanOrderedOrOutsideTheirLimit(long firstSeed) {
        for (long seed = firstSeed; seed < firstSeed + SEEDS_PER_TEST; seed++) {
            Books books = Books.random(seed, 60, 12, 40);
            SealedBook book = books.sealed();
            ClearingResult result = Auction.clear(book);
            everyFillIsWithinBothOrders(seed, book, result);
            everyPriceIsWithinItsInterval(seed, result);
            assertThat(Auction.clear(books.shuffled(seed)).hash())
                    .as("seed %d, shuffled", seed)
                    .isEqualTo(result.hash());
        }
    }

    private static void everyFillIsWithinBothOrders(long seed, SealedBook book, ClearingResult result) {
        Map<OrderId, SealedBook.Order> orders =
                book.orders().stream().collect(Collectors.toMap(SealedBook.Order::id, Function.identity()));
        Map<OrderId, Long> filled = new HashMap<>();
        Map<Object, Long> volumes = new HashMap<>();
        for (ClearingResult.Fill fill : result.fills()) {
            SealedBook.Order sell = orders.get(fill.sell());
            SealedBook.Order buy = orders.get(fill.buy());
            assertThat(sell.side()).isEqualTo(Side.SELL);
            assertThat(buy.side()).isEqualTo(Side.BUY);
            assertThat(fill.energy().wattHours()).as("seed %d", seed).isPositive();
            assertThat(fill.price()).as("seed %d", seed).isGreaterThanOrEqualTo(sell.limit());
            Price paid = fill.price().plus(fill.fee());
            assertThat(paid).as("seed %d", seed).isLessThanOrEqualTo(buy.limit());
            if (sell.floor() != null) {
                assertThat(fill.price()).as("seed %d", seed).isGreaterThanOrEqualTo(sell.floor());
            }
            if (buy.cap() != null) {
                assertThat(paid).as("seed %d", seed).isLessThanOrEqualTo(buy.cap());
            }
            filled.merge(fill.sell(), fill.energy().wattHours(), Long::sum);
            filled.merge(fill.buy(), fill.energy().wattHours(), Long::sum);
            volumes.merge(fill.zone(), fill.energy().wattHours(), Long::sum);
        }
        filled.forEach((id, wh) -> assertThat(wh)
                .as("seed %d, order %s", seed, id)
                .isLessThanOrEqualTo(orders.get(id).energy().wattHours()));
        for (ClearingResult.ZoneResult zone : result.zones()) {
            assertThat(volumes.getOrDefault(zone.zone(), 0L))
                    .as("seed %d, %s", seed, zone.zone())
                    .isEqualTo(zone.volume().wattHours());
        }
    }

    private static void everyPriceIsWithinItsInterval(long seed, ClearingResult result) {
        for (ClearingResult.ZoneResult zone : result.zones()) {
            if (zone.price() == null) {
                continue;
            }
            assertThat(zone.lo()).as("seed %d", seed).isNotNull().isLessThanOrEqualTo(zone.hi());
            assertThat(zone.price()).as("seed %d", seed).isBetween(zone.highestAsk(), zone.lowestBid());
        }
    }
}
