package energy.peerwatt.orderbook.auction.domain;

import static energy.peerwatt.orderbook.auction.domain.Books.ZONE;
import static energy.peerwatt.orderbook.auction.domain.Books.book;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.messages.evidence.ClearingResult;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The published example cases of uniform-price auctions (docs/market.md), and the corners between them. */
class AuctionTest {

    static Stream<Arguments> publishedCases() {
        return Stream.of(
                Arguments.of("A1", "1 2 3 4 5 6 7", "1 2 3 4 5 6 7", 4, 4, 4),
                Arguments.of("A1 reversed", "7 6 5 4 3 2 1", "7 6 5 4 3 2 1", 4, 4, 4),
                Arguments.of("A2", "8 9 10 11 12 13 14", "8 9 10 11 12 13 14", 11, 11, 4),
                Arguments.of("A3", "2 3 3 5 6 7 8", "1 2 3 4 5 6 7", 4, 5, 3),
                Arguments.of("A4", "10 10 10 10 10 10 10", "1 2 3 4 10 10 10", 10, 10, 3),
                Arguments.of("A5", "1 2 5 5 5 6 7", "5 5 5 5 5 5 5", 5, 5, 5),
                Arguments.of("A32", "15@5 20@5 45@5", "40@5 30@5 5@5", 20, 30, 10));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("publishedCases")
    void agreesWithThePublishedCase(String id, String offers, String bids, long lo, long hi, long volume) {
        ClearingResult.ZoneResult zone = clearedZone(book().offers(offers).bids(bids));

        assertThat(zone.lo()).isEqualTo(new Price(lo));
        assertThat(zone.hi()).isEqualTo(new Price(hi));
        assertThat(zone.price()).isEqualTo(new Price((lo + hi + 1) / 2));
        assertThat(zone.volume()).isEqualTo(new Energy(volume));
    }

    @Test
    void noonIsCheapAtEquilibriumAndSharedUnderScarcity() {
        Books noon = book().offers("80000@3000 80000@2000 100000@2000").bids("280000@1500 260000@2000");

        ClearingResult.ZoneResult equilibrium = clearedZone(noon.rule(PriceRule.EQUILIBRIUM));
        assertThat(equilibrium.price()).isEqualTo(new Price(80_000));
        assertThat(equilibrium.volume()).isEqualTo(new Energy(3_500));

        ClearingResult scarcity = Auction.clear(noon.rule(PriceRule.SCARCITY).sealed());
        assertThat(scarcity.zones().getFirst().price()).isEqualTo(new Price(140_000));
        assertThat(scarcity.zones().getFirst().demand()).isEqualTo(new Energy(3_500));
        assertThat(scarcity.zones().getFirst().supply()).isEqualTo(new Energy(7_000));
        assertThat(soldPerOrder(noon, scarcity)).containsExactly(2_100L, 1_400L, 0L);
    }

    @Test
    void eveningIsDearAtEquilibriumAndSharedUnderScarcity() {
        Books evening = book().offers("120000@2000").bids("280000@3000 260000@2000");

        ClearingResult.ZoneResult equilibrium = clearedZone(evening.rule(PriceRule.EQUILIBRIUM));
        assertThat(equilibrium.price()).isEqualTo(new Price(280_000));
        assertThat(equilibrium.volume()).isEqualTo(new Energy(2_000));

        // 12 + 16 x 5 / 7 = 23.42857… ct, rounded at the micro-currency
        assertThat(clearedZone(evening.rule(PriceRule.SCARCITY)).price()).isEqualTo(new Price(234_286));
    }

    @Test
    void theBuyerPaysTheLocalFeeOnTopAndTheSellerGetsThePrice() {
        ClearingResult result = Auction.clear(
                book().localFee(4).offers("10@3").bids("28@3 13@9").sealed());

        assertThat(result.zones().getFirst().price())
                .describedAs("the bid at 13 has 9 left after the fee, less than the ask")
                .isEqualTo(new Price(17));
        assertThat(result.zones().getFirst().volume()).isEqualTo(new Energy(3));
        ClearingResult.Fill fill = result.fills().getFirst();
        assertThat(fill.price().plus(fill.fee())).isEqualTo(new Price(21));
    }

    @Test
    void aBidThatDoesNotEvenCoverTheFeeIsNoDemand() {
        ClearingResult.ZoneResult zone =
                clearedZone(book().localFee(10).offers("0@5").bids("9@5"));

        assertThat(zone.volume()).isEqualTo(Energy.ZERO);
        assertThat(zone.indicative()).isNull();
        assertThat(zone.demand()).isEqualTo(Energy.ZERO);
    }

    @Test
    void floorRaisesTheAskAndCapLowersTheBid() {
        Books books = book().order(ZONE, Side.SELL, 5, 10, new Price(8), null)
                .order(ZONE, Side.BUY, 50, 10, null, new Price(30));

        ClearingResult.ZoneResult zone = clearedZone(books);

        assertThat(zone.highestAsk()).isEqualTo(new Price(8));
        assertThat(zone.lowestBid()).isEqualTo(new Price(30));
        assertThat(zone.price()).isEqualTo(new Price(19));
        assertThat(zone.welfare()).isEqualTo("220");
    }

    @Test
    void withoutTradeThereIsOnlyAnIndication() {
        ClearingResult.ZoneResult zone = clearedZone(book().offers("20@5").bids("9@5"));

        assertThat(zone.indicative()).isEqualTo(new Price(15));
        assertThat(zone.price()).isNull();
        assertThat(zone.volume()).isEqualTo(Energy.ZERO);
        assertThat(zone.welfare()).isEqualTo("0");
    }

    @Test
    void oneSideAloneHasNoPriceAtAll() {
        ClearingResult.ZoneResult zone = clearedZone(book().offers("20@5"));

        assertThat(zone.indicative()).isNull();
        assertThat(zone.price()).isNull();
        assertThat(zone.supply()).isEqualTo(Energy.ZERO);
    }

    @Test
    void anEmptyBookClearsToNothing() {
        ClearingResult result = Auction.clear(book().sealed());

        assertThat(result.fills()).isEmpty();
        assertThat(result.zones()).hasSize(1);
    }

    @Test
    void eachZoneHasItsOwnPriceAndTheFillsFollowTheZones() {
        GridZoneId a = new GridZoneId("A");
        GridZoneId b = new GridZoneId("B");
        Books books = new Books()
                .zone(b, 0)
                .zone(a, 1)
                .order(b, Side.SELL, 30, 5, null, null)
                .order(b, Side.BUY, 40, 5, null, null)
                .order(a, Side.SELL, 10, 5, null, null)
                .order(a, Side.BUY, 21, 5, null, null);

        ClearingResult result = Auction.clear(books.sealed());

        assertThat(result.fills()).extracting(ClearingResult.Fill::zone).containsExactly(a, b);
        assertThat(result.fills()).extracting(ClearingResult.Fill::price).containsExactly(new Price(15), new Price(35));
        assertThat(result.fills())
                .extracting(ClearingResult.Fill::id)
                .containsExactly(
                        ClearingResult.tradeId(result.bookHash(), 0), ClearingResult.tradeId(result.bookHash(), 1));
    }

    @Test
    void anOrderOfAZoneThatTheBookDoesNotHaveIsRefused() {
        Books books = book().order(new GridZoneId("elsewhere"), Side.SELL, 1, 1, null, null);

        assertThatThrownBy(() -> Auction.clear(books.sealed()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("elsewhere");
    }

    @Test
    void theLargestQuantitiesAndPricesDoNotOverflow() {
        long most = 0xFFFF_FFFFL;
        Books books = book();
        for (int i = 0; i < 8; i++) {
            books.order(ZONE, Side.SELL, 0, most, null, null);
            books.order(ZONE, Side.BUY, most, most - i, null, null);
        }

        ClearingResult result = Auction.clear(books.rule(PriceRule.SCARCITY).sealed());

        long volume = 8 * most - 28;
        assertThat(result.zones().getFirst().volume()).isEqualTo(new Energy(volume));
        assertThat(result.zones().getFirst().welfare())
                .isEqualTo(BigInteger.valueOf(most)
                        .multiply(BigInteger.valueOf(volume))
                        .toString());
        assertThat(result.fills().stream()
                        .mapToLong(fill -> fill.energy().wattHours())
                        .sum())
                .isEqualTo(volume);
    }

    @Test
    void theOrderOfSubmissionChangesNoByte() {
        Books books = Books.random(4711, 40, 6, 9);
        ClearingResult first = Auction.clear(books.sealed());

        for (int seed = 0; seed < 20; seed++) {
            ClearingResult other = Auction.clear(books.shuffled(seed));
            assertThat(other).isEqualTo(first);
            assertThat(other.hash()).isEqualTo(first.hash());
        }
    }

    @Test
    void aHundredThousandOrdersConserveEnergy() {
        Books books = book();
        Random random = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            books.order(
                    ZONE,
                    i % 2 == 0 ? Side.BUY : Side.SELL,
                    80_000 + random.nextInt(220_000),
                    50 + random.nextInt(1_450),
                    null,
                    null);
        }

        ClearingResult result = Auction.clear(books.sealed());

        assertThat(result.fills()).hasSizeBetween(49_000, 51_000);
        assertThat(result.fills().stream()
                        .mapToLong(fill -> fill.energy().wattHours())
                        .sum())
                .isEqualTo(result.zones().getFirst().volume().wattHours());
    }

    private static ClearingResult.ZoneResult clearedZone(Books books) {
        return Auction.clear(books.sealed()).zones().getFirst();
    }

    private static List<Long> soldPerOrder(Books books, ClearingResult result) {
        return books.sealed().orders().stream()
                .filter(order -> order.side() == Side.SELL)
                .map(order -> result.fills().stream()
                        .filter(fill -> fill.sell().equals(order.id()))
                        .mapToLong(fill -> fill.energy().wattHours())
                        .sum())
                .toList();
    }
}
