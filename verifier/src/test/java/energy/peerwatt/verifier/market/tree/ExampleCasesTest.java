package energy.peerwatt.verifier.market.tree;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.PriceRule;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example cases of the market's design, by their ids. */
class ExampleCasesTest {
    private static final long CT = 10_000;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "A1, 1 2 3 4 5 6 7, 1 2 3 4 5 6 7, 4, 4, 4000",
        "A1 reversed, 7 6 5 4 3 2 1, 7 6 5 4 3 2 1, 4, 4, 4000",
        "A2, 8 9 10 11 12 13 14, 8 9 10 11 12 13 14, 11, 11, 4000",
        "A3, 2 3 3 5 6 7 8, 1 2 3 4 5 6 7, 4, 5, 3000",
        "A4, 10 10 10 10 10 10 10, 1 2 3 4 10 10 10, 10, 10, 3000",
        "A5, 1 2 5 5 5 6 7, 5 5 5 5 5 5 5, 5, 5, 5000",
        "A32, 15@5 20@5 45@5, 40@5 30@5 5@5, 20, 30, 10000",
        "A32 otherwise, 45@5 15@5 20@5, 5@5 30@5 40@5, 20, 30, 10000",
        "P3, 8@3 8@2 10@2, 28@1.5 26@2, 8, 8, 3500",
        "P4, 12@2, 28@3 26@2, 28, 28, 2000",
    })
    void aZoneTradesTheExpectedVolumeInTheMiddleOfItsInterval(
            String id, String asks, String bids, long lo, long hi, long volume) {
        TreeAuction auction = TreeBook.of(asks, bids).cleared(PriceRule.EQUILIBRIUM);
        assertThat(auction.volumeWh()).isEqualTo(volume);
        assertThat(auction.quotes().get("A"))
                .isEqualTo(new Quote((lo + hi) * CT / 2, lo * CT, hi * CT, lo * CT, hi * CT, null));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "P3, 8@3 8@2 10@2, 28@1.5 26@2, 140000, 3500, 7000, 170000",
        "P4, 12@2, 28@3 26@2, 234286, 5000, 2000, 200000",
    })
    void theOtherRulesPlaceThePriceBetweenTheAcceptedLimits(
            String id, String asks, String bids, long scarcity, long demand, long supply, long midpoint) {
        Quote quote =
                TreeBook.of(asks, bids).cleared(PriceRule.SCARCITY).quotes().get("A");
        assertThat(quote.price()).isEqualTo(scarcity);
        assertThat(quote.scarcity()).isEqualTo(new Scarcity(demand, supply));
        assertThat(TreeBook.of(asks, bids)
                        .cleared(PriceRule.MIDPOINT)
                        .quotes()
                        .get("A")
                        .price())
                .isEqualTo(midpoint);
    }

    @Test
    void p3SharesTheCheapestLevelInProportion() {
        TreeAuction auction = TreeBook.of("8@3 8@2 10@2", "28@1.5 26@2").cleared(PriceRule.SCARCITY);
        assertThat(traded(auction, Fill::sell)).isEqualTo(Map.of("s1", 2_100L, "s2", 1_400L));
    }

    @Test
    void f1TheBuyerPaysTheFeesOfTheWay() {
        Fill fill = new TreeBook()
                .zone("Grid", null, 0, 0, -1)
                .zone("N1", "Grid", 1, 1, -1)
                .zone("N2", "Grid", 2, 0, -1)
                .sell("N2", "10")
                .buy("N1", "14")
                .cleared(PriceRule.EQUILIBRIUM)
                .fills()
                .getFirst();
        assertThat(fill.price()).isEqualTo(10 * CT);
        assertThat(fill.fee()).isEqualTo(4 * CT);
        assertThat(fill.congestion()).isZero();
    }

    @Test
    void f7TheLocalAskWinsATieOfDeliveredPrices() {
        TreeAuction auction = new TreeBook()
                .zone("grid", null, 0, 0, -1)
                .zone("here", "grid", 0, 0, -1)
                .zone("there", "grid", 1, 0, -1)
                .sell("there", "3")
                .sell("here", "4")
                .buy("here", "5")
                .cleared(PriceRule.EQUILIBRIUM);
        assertThat(traded(auction, Fill::sell)).isEqualTo(Map.of("s2", 1_000L));
    }

    @Test
    void f11ZonePricesDifferByTheFeesOfTheWay() {
        TreeAuction auction = f11(-1).cleared(PriceRule.EQUILIBRIUM);
        assertThat(traded(auction, Fill::sell)).isEqualTo(Map.of("s1", 10_000L, "s2", 3_000L));
        assertThat(traded(auction, Fill::buy)).isEqualTo(Map.of("b1", 4_000L, "b2", 9_000L));
        assertThat(prices(auction)).isEqualTo(Map.of("A", 21 * CT, "R", 23 * CT, "B", 25 * CT));
        assertThat(auction.sent()).isEqualTo(Map.of("A", 6_000L, "R", 0L, "B", -6_000L));
        assertThat(auction.welfare()).isEqualTo(187 * CT * 1_000);
        assertThat(auction.congestionRent()).isZero();
    }

    @Test
    void f12ALimitPartsThePricesAndLeavesARent() {
        TreeAuction auction = f11(4).cleared(PriceRule.EQUILIBRIUM);
        assertThat(traded(auction, Fill::sell)).isEqualTo(Map.of("s1", 8_000L, "s2", 3_000L));
        assertThat(traded(auction, Fill::buy)).isEqualTo(Map.of("b1", 4_000L, "b2", 7_000L));
        assertThat(prices(auction)).isEqualTo(Map.of("A", 8 * CT, "R", 23 * CT, "B", 25 * CT));
        assertThat(auction.welfare()).isEqualTo(161 * CT * 1_000);
        assertThat(auction.congestionRent()).isEqualTo(52 * CT * 1_000);
    }

    @Test
    void neighboursInABuildingComeFirst() {
        TreeAuction auction = new TreeBook()
                .zone("A", null, 0, 0, -1)
                .sell("A", "8@3")
                .sell("A", "8@3", "tower")
                .buy("A", "28@2", "tower")
                .buy("A", "28@2")
                .cleared(PriceRule.EQUILIBRIUM);
        // 2 kWh stay in the tower; the other 2 are shared as 3 to 1 of what is left.
        assertThat(traded(auction, Fill::sell)).isEqualTo(Map.of("s1", 1_500L, "s2", 2_500L));
    }

    static TreeBook f11(long limit) {
        return new TreeBook()
                .zone("R", null, 0, 0, -1)
                .zone("A", "R", 2, 1, limit)
                .zone("B", "R", 2, 1, -1)
                .sell("A", "8@10")
                .sell("B", "14@3")
                .buy("A", "28@4")
                .buy("B", "26@10");
    }

    private static Map<String, Long> traded(TreeAuction auction, Function<Fill, Offer> side) {
        Map<String, Long> traded = new HashMap<>();
        auction.fills().forEach(fill -> traded.merge(side.apply(fill).id(), fill.wh(), Long::sum));
        return traded;
    }

    private static Map<String, Long> prices(TreeAuction auction) {
        Map<String, Long> prices = new HashMap<>();
        auction.quotes().forEach((zone, quote) -> prices.put(zone, quote.price()));
        return prices;
    }
}
