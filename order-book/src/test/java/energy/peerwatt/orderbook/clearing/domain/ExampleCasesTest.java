package energy.peerwatt.orderbook.clearing.domain;

import static energy.peerwatt.orderbook.clearing.domain.TestBook.directBuyOf;
import static energy.peerwatt.orderbook.clearing.domain.TestBook.micro;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingMode;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices.Range;
import energy.peerwatt.orderbook.clearing.domain.price.ZonePrices.ZonePrice;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The example cases of the market's design, by their ids. */
class ExampleCasesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "A1, 1 2 3 4 5 6 7, 1 2 3 4 5 6 7, 4, 4, 4",
        "A1 reversed, 7 6 5 4 3 2 1, 7 6 5 4 3 2 1, 4, 4, 4",
        "A2, 8 9 10 11 12 13 14, 8 9 10 11 12 13 14, 11, 11, 4",
        "A3, 2 3 3 5 6 7 8, 1 2 3 4 5 6 7, 4, 5, 3",
        "A4, 10 10 10 10 10 10 10, 1 2 3 4 10 10 10, 10, 10, 3",
        "A5, 1 2 5 5 5 6 7, 5 5 5 5 5 5 5, 5, 5, 5",
        "A32, 15@5 20@5 45@5, 40@5 30@5 5@5, 20, 30, 10",
        "A32 otherwise, 45@5 15@5 20@5, 5@5 30@5 40@5, 20, 30, 10",
        "P3, 8@3 8@2 10@2, 28@1.5 26@2, 8, 8, 3.5",
        "P4, 12@2, 28@3 26@2, 28, 28, 2",
    })
    void aZoneTradesTheExpectedVolumeInTheMiddleOfItsInterval(
            String id, String offers, String bids, double lo, double hi, double volume) {
        ClearingOutcome outcome = TestBook.of(offers, bids).cleared();

        assertThat(outcome.volumeWh()).isEqualTo(Math.round(volume * 1_000));
        assertThat(outcome.prices().of(0))
                .isEqualTo(new ZonePrice(
                        (micro(lo) + micro(hi)) / 2, micro(lo), micro(hi), new Range(micro(lo), micro(hi)), null));
        assertThat(outcome.fills()).allSatisfy(fill -> assertThat(fill.price()).isEqualTo((micro(lo) + micro(hi)) / 2));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "P3, 8@3 8@2 10@2, 28@1.5 26@2, SCARCITY, 140000, 3500, 7000",
        "P4, 12@2, 28@3 26@2, SCARCITY, 234286, 5000, 2000",
    })
    void scarcityMovesThePriceBetweenTheAcceptedLimits(
            String id, String offers, String bids, PriceRule rule, long price, long demand, long supply) {
        ClearingOutcome outcome = TestBook.of(offers, bids).rule(rule).cleared();

        assertThat(outcome.prices().of(0).price()).isEqualTo(price);
        assertThat(outcome.prices().of(0).scarcity().demandWh()).isEqualTo(demand);
        assertThat(outcome.prices().of(0).scarcity().supplyWh()).isEqualTo(supply);
    }

    @Test
    void p3RationsTheLongSideInProportion() {
        assertThat(sold(TestBook.of("8@3 8@2 10@2", "28@1.5 26@2")
                        .rule(PriceRule.SCARCITY)
                        .cleared()))
                .isEqualTo(Map.of("s1", 2_100L, "s2", 1_400L));
    }

    @ParameterizedTest
    @EnumSource(ClearingMode.class)
    void c12ADirectBuyTakesTheNamedAskAndLeavesTheCheaperOne(ClearingMode mode) {
        ClearingOutcome outcome = TestBook.of("2 4", "")
                .buy("A", "4", directBuyOf("s2"))
                .mode(mode)
                .cleared();

        assertThat(fills(outcome)).containsExactly("b1 takes 1000 of s2 at 40000");
        assertThat(outcome.resting()).extracting(rest -> rest.order().id()).containsExactly("s1");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTINUOUS_ASK", "CONTINUOUS_OLDER"})
    void c13WhatADirectBuyLeavesIsThereForTheNext(ClearingMode mode) {
        ClearingOutcome outcome = TestBook.of("2 4@2", "")
                .buy("A", "4", directBuyOf("s2"))
                .buy("A", "4@2")
                .mode(mode)
                .cleared();

        assertThat(fills(outcome))
                .containsExactly(
                        "b1 takes 1000 of s2 at 40000", "b2 takes 1000 of s1 at 20000", "b2 takes 1000 of s2 at 40000");
    }

    @ParameterizedTest
    @EnumSource(ClearingMode.class)
    void f1TheBuyerPaysTheFeesOfTheWayShownByThemselves(ClearingMode mode) {
        ClearingOutcome outcome = new TestBook()
                .zone("N1", "Grid", 1, 1, -1)
                .zone("N2", "Grid", 2, 0, -1)
                .sell("N2", "10")
                .buy("N1", "14")
                .mode(mode)
                .cleared();

        Fill fill = outcome.fills().getFirst();
        assertThat(fill.price()).isEqualTo(micro(10));
        assertThat(fill.fee()).isEqualTo(micro(4));
    }

    @ParameterizedTest
    @EnumSource(ClearingMode.class)
    void f7TheLocalAskWinsATieOfDeliveredPrices(ClearingMode mode) {
        ClearingOutcome outcome = new TestBook()
                .zone("here", "grid", 0, 0, -1)
                .zone("there", "grid", 1, 0, -1)
                .sell("there", "3")
                .sell("here", "4")
                .buy("here", "5")
                .mode(mode)
                .cleared();

        assertThat(sold(outcome)).isEqualTo(Map.of("s2", 1_000L));
        assertThat(outcome.welfare()).isEqualTo(10_000_000);
    }

    @Test
    void f11ZonePricesDifferByTheFeesOfTheWay() {
        ClearingOutcome outcome = f11(-1).cleared();

        assertThat(sold(outcome)).isEqualTo(Map.of("s1", 10_000L, "s2", 3_000L));
        assertThat(bought(outcome)).isEqualTo(Map.of("b1", 4_000L, "b2", 9_000L));
        assertThat(prices(outcome)).isEqualTo(Map.of("A", micro(21), "B", micro(25), "R", micro(23)));
        assertThat(outcome.welfare()).isEqualTo(187 * 10_000L * 1_000);
        assertThat(outcome.congestionRent()).isZero();
    }

    @Test
    void f12ALimitPartsThePricesAndLeavesARent() {
        ClearingOutcome outcome = f11(4).cleared();

        assertThat(sold(outcome)).isEqualTo(Map.of("s1", 8_000L, "s2", 3_000L));
        assertThat(bought(outcome)).isEqualTo(Map.of("b1", 4_000L, "b2", 7_000L));
        assertThat(prices(outcome)).containsEntry("A", micro(8)).containsEntry("B", micro(25));
        assertThat(outcome.welfare()).isEqualTo(161 * 10_000L * 1_000);
        assertThat(outcome.congestionRent()).isEqualTo(52 * 10_000L * 1_000);
    }

    private static TestBook f11(long limit) {
        return new TestBook()
                .zone("A", "R", 2, 1, limit)
                .zone("B", "R", 2, 1, -1)
                .sell("A", "8@10")
                .sell("B", "14@3")
                .buy("A", "28@4")
                .buy("B", "26@10");
    }

    @Test
    void nothingTradesButThePriceIsIndicated() {
        ClearingOutcome outcome = TestBook.of("10 12", "5 7").cleared();

        assertThat(outcome.volumeWh()).isZero();
        assertThat(outcome.prices().of(0)).isNull();
        assertThat(outcome.indicative()).isEqualTo(micro(8.5));
    }

    private static List<String> fills(ClearingOutcome outcome) {
        return outcome.fills().stream()
                .map(fill -> fill.buy().id() + " takes " + fill.wh() + " of "
                        + fill.sell().id() + " at " + fill.price())
                .toList();
    }

    static Map<String, Long> sold(ClearingOutcome outcome) {
        Map<String, Long> sold = new TreeMap<>();
        outcome.fills().forEach(fill -> sold.merge(fill.sell().id(), fill.wh(), Long::sum));
        return sold;
    }

    static Map<String, Long> bought(ClearingOutcome outcome) {
        Map<String, Long> bought = new TreeMap<>();
        outcome.fills().forEach(fill -> bought.merge(fill.buy().id(), fill.wh(), Long::sum));
        return bought;
    }

    private static Map<String, Long> prices(ClearingOutcome outcome) {
        Map<String, Long> prices = new TreeMap<>();
        for (int z = 0; z < outcome.tree().size(); z++) {
            prices.put(outcome.tree().id(z), outcome.prices().of(z).price());
        }
        return prices;
    }
}
