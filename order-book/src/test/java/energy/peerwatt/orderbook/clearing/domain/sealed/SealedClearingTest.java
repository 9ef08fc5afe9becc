package energy.peerwatt.orderbook.clearing.domain.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.ClearingResult.Fill;
import energy.peerwatt.messages.evidence.book.ClearingResult.ZoneResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.Price;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published of a clearing: F11 and F12 to the last figure, and what always holds, over many seeds. */
class SealedClearingTest {
    private static final int SEEDS_PER_TEST = 250;

    static LongStream firstSeeds() {
        return LongStream.iterate(0, seed -> seed < 3_000, seed -> seed + SEEDS_PER_TEST);
    }

    @Test
    void f11HasThePublishedFlowPricesAndWelfare() {
        ClearingResult result = SealedClearing.clear(SealedBooks.f11(-1).sealed());

        assertThat(result.volume()).isEqualTo(new Energy(13_000));
        assertThat(result.welfare()).isEqualTo("1870000000");
        assertThat(result.congestionRent()).isEqualTo("0");
        assertThat(result.zones()).extracting(ZoneResult::price).containsExactly(ct(21), ct(25), ct(23));
        assertThat(zone(result, "A").flow()).isEqualTo(new NetEnergy(-6_000));
        assertThat(zone(result, "B").flow()).isEqualTo(new NetEnergy(6_000));
        assertThat(zone(result, "R").flow()).isNull();
    }

    @Test
    void f12HasThePublishedFlowPricesAndRent() {
        ClearingResult result = SealedClearing.clear(SealedBooks.f11(4).sealed());

        assertThat(result.volume()).isEqualTo(new Energy(11_000));
        assertThat(result.welfare()).isEqualTo("1610000000");
        assertThat(result.congestionRent()).isEqualTo("520000000");
        assertThat(zone(result, "A").price()).isEqualTo(ct(8));
        assertThat(zone(result, "B").price()).isEqualTo(ct(25));
        assertThat(zone(result, "A").flow()).isEqualTo(new NetEnergy(-4_000));
        assertThat(zone(result, "A").congestionRent()).isEqualTo("520000000");
        assertThat(zone(result, "B").congestionRent()).isEqualTo("0");
        Fill across = result.fills().stream()
                .filter(fill -> !fill.from().equals(fill.to()))
                .findFirst()
                .orElseThrow();
        assertThat(across.energy()).isEqualTo(new Energy(4_000));
        assertThat(across.price()).isEqualTo(ct(8));
        assertThat(across.fee()).as("two edges and the local fee of B").isEqualTo(ct(5));
        assertThat(across.congestion()).isEqualTo(ct(13));
        assertThat(across.buyerPays()).isEqualTo(ct(26));
    }

    @ParameterizedTest(name = "from seed {0}")
    @MethodSource("firstSeeds")
    void theOrderOfSubmissionChangesNoByte(long firstSeed) {
        for (long seed = firstSeed; seed < firstSeed + SEEDS_PER_TEST; seed++) {
            SealedBooks books = SealedBooks.random(seed);
            assertThat(SealedClearing.clear(books.shuffled(seed)).hash())
                    .as("seed %d", seed)
                    .isEqualTo(SealedClearing.clear(books.sealed()).hash());
        }
    }

    @ParameterizedTest(name = "from seed {0}")
    @MethodSource("firstSeeds")
    void everyFigureFollowsFromTheFillsAndTheBook(long firstSeed) {
        for (long seed = firstSeed; seed < firstSeed + SEEDS_PER_TEST; seed++) {
            SealedBook book = SealedBooks.random(seed).sealed();
            ClearingResult result = SealedClearing.clear(book);
            withinTheOrders(seed, book, result);
            withinTheLimits(seed, book, result);
            sumsAgree(seed, result);
            assertThat(result.fills())
                    .as("seed %d", seed)
                    .isSortedAccordingTo(Comparator.comparing(Fill::sell).thenComparing(Fill::buy));
            IntStream.range(0, result.fills().size())
                    .forEach(i ->
                            assertThat(result.fills().get(i).id()).isEqualTo(ClearingResult.tradeId(book.hash(), i)));
        }
    }

    private static void withinTheOrders(long seed, SealedBook book, ClearingResult result) {
        Map<OrderId, Long> left = new HashMap<>();
        Map<OrderId, SealedBook.Order> orders = new HashMap<>();
        book.orders().forEach(order -> {
            orders.put(order.id(), order);
            left.put(order.id(), order.energy().wattHours());
        });
        for (Fill fill : result.fills()) {
            SealedBook.Order sell = orders.get(fill.sell());
            SealedBook.Order buy = orders.get(fill.buy());
            assertThat(sell.side()).isEqualTo(Side.SELL);
            assertThat(buy.side()).isEqualTo(Side.BUY);
            assertThat(List.of(fill.from(), fill.to(), fill.seller(), fill.buyer()))
                    .isEqualTo(List.of(sell.zone(), buy.zone(), sell.account(), buy.account()));
            assertThat(fill.price()).as("seed %d", seed).isGreaterThanOrEqualTo(sell.limit());
            assertThat(fill.price()).isGreaterThanOrEqualTo(sell.floor() == null ? Price.ZERO : sell.floor());
            assertThat(fill.buyerPays()).as("seed %d", seed).isLessThanOrEqualTo(buy.limit());
            assertThat(fill.buyerPays()).isLessThanOrEqualTo(buy.cap() == null ? buy.limit() : buy.cap());
            assertThat(fill.price()).isEqualTo(zone(result, fill.from().value()).price());
            for (OrderId id : List.of(fill.sell(), fill.buy())) {
                long rest = left.merge(id, -fill.energy().wattHours(), Long::sum);
                assertThat(rest).as("seed %d, order %s", seed, id).isNotNegative();
            }
        }
    }

    private static void withinTheLimits(long seed, SealedBook book, ClearingResult result) {
        for (SealedBook.Zone zone : book.zones()) {
            ZoneResult outcome = zone(result, zone.id().value());
            long inflow = outcome.bought().wattHours() - outcome.sold().wattHours();
            for (SealedBook.Zone child : book.zones()) {
                inflow += zone.id().equals(child.parent())
                        ? zone(result, child.id().value()).flow().wattHours()
                        : 0;
            }
            if (zone.parent() == null) {
                assertThat(inflow).as("seed %d, root %s", seed, zone.id()).isZero();
                assertThat(outcome.flow()).isNull();
            } else {
                assertThat(outcome.flow().wattHours())
                        .as("seed %d, zone %s", seed, zone.id())
                        .isEqualTo(inflow)
                        .isLessThanOrEqualTo(limit(zone.importLimit()))
                        .isGreaterThanOrEqualTo(-limit(zone.exportLimit()));
            }
        }
    }

    private static long limit(Energy limit) {
        return limit == null ? Long.MAX_VALUE : limit.wattHours();
    }

    private static void sumsAgree(long seed, ClearingResult result) {
        BigInteger rent = BigInteger.ZERO;
        long volume = 0;
        for (Fill fill : result.fills()) {
            rent = rent.add(
                    BigInteger.valueOf(fill.congestion().times(fill.energy()).nano()));
            volume += fill.energy().wattHours();
        }
        BigInteger ofEdges = result.zones().stream()
                .filter(zone -> zone.congestionRent() != null)
                .map(zone -> new BigInteger(zone.congestionRent()))
                .peek(each -> assertThat(each).as("seed %d", seed).isNotNegative())
                .reduce(BigInteger.ZERO, BigInteger::add);
        assertThat(rent)
                .as("seed %d", seed)
                .isEqualTo(new BigInteger(result.congestionRent()))
                .isEqualTo(ofEdges);
        assertThat(volume).isEqualTo(result.volume().wattHours());
    }

    private static ZoneResult zone(ClearingResult result, String id) {
        return result.zones().stream()
                .filter(zone -> zone.zone().equals(new GridZoneId(id)))
                .findFirst()
                .orElseThrow();
    }

    private static Price ct(long cents) {
        return new Price(cents * 10_000);
    }
}
