package energy.peerwatt.orderbook.clearing.domain;

import static energy.peerwatt.orderbook.clearing.domain.ExampleCasesTest.bought;
import static energy.peerwatt.orderbook.clearing.domain.ExampleCasesTest.sold;
import static energy.peerwatt.orderbook.clearing.domain.TestBook.account;
import static energy.peerwatt.orderbook.clearing.domain.TestBook.building;
import static energy.peerwatt.orderbook.clearing.domain.TestBook.giftTo;
import static energy.peerwatt.orderbook.clearing.domain.TestBook.micro;
import static energy.peerwatt.orderbook.clearing.domain.TestBook.nominating;
import static energy.peerwatt.orderbook.clearing.domain.TestBook.preferring;
import static energy.peerwatt.orderbook.clearing.domain.TestBook.source;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingMode;
import energy.peerwatt.orderbook.clearing.domain.book.Preference;
import energy.peerwatt.orderbook.clearing.domain.book.Tier;
import energy.peerwatt.orderbook.clearing.domain.flow.Match;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Preferences, partners, gifts, neighbours, and who may not trade with whom. */
class PartnersTest {
    private static final Preference FROM_ANNA = new Preference(List.of("anna"), List.of(), micro(28), 1_000L);
    private static final Preference SOLAR = new Preference(List.of(), List.of("SOLAR"), micro(25), 1_000L);
    private static final Preference ANY = new Preference(List.of(), List.of(), micro(20), 500L);

    @ParameterizedTest(name = "{0} of {1} from {2} at {3}: {4} Wh between {3} and {5}")
    @CsvSource({
        "e1, SOLAR, ben, 21, 800, 25",
        "named, SOLAR, anna, 21, 800, 28",
        "other source but named, COAL, anna, 21, 800, 28",
        "neither, COAL, ben, 15, 500, 20",
        "neither and too dear, COAL, ben, 21, 0, 20",
        "solar and too dear, SOLAR, ben, 26, 0, 25",
    })
    void alternativesAreTriedFromTheBestLimit(
            String id, String source, String seller, double ask, long wh, double highest) {
        ClearingOutcome outcome = new TestBook()
                .sell("A", ask + "@0.8", both(source(source), account(seller)))
                .buy("A", "1@1", preferring(FROM_ANNA, SOLAR, ANY))
                .cleared();

        assertThat(outcome.volumeWh()).isEqualTo(wh);
        assertThat(outcome.fills()).allSatisfy(fill -> {
            assertThat(fill.price()).isBetween(micro(ask), micro(highest));
            assertThat(fill.bid()).isEqualTo(micro(highest));
        });
    }

    private static UnaryOperator<BookOrder> both(UnaryOperator<BookOrder> a, UnaryOperator<BookOrder> b) {
        return order -> b.apply(a.apply(order));
    }

    @Test
    void whatOneAlternativeMayTakeIsNotTakenTwice() {
        ClearingOutcome outcome = new TestBook()
                .sell("A", "5@2", source("COAL"))
                .sell("A", "6@2", source("SOLAR"))
                .buy("A", "1@3", preferring(SOLAR, ANY))
                .cleared();

        assertThat(sold(outcome)).isEqualTo(Map.of("s1", 500L, "s2", 1_000L));
        AlwaysTrue.hold(outcome);
    }

    @Test
    void aSellerMayChooseToo() {
        Preference onlyBob = new Preference(List.of("bob"), List.of(), micro(5), null);
        ClearingOutcome outcome = new TestBook()
                .sell("A", "5", preferring(onlyBob))
                .buy("A", "30")
                .buy("A", "6", account("bob"))
                .cleared();

        assertThat(bought(outcome)).isEqualTo(Map.of("b2", 1_000L));
    }

    @Test
    void nobodyTradesWithThemselvesAndBothStillTradeWithOthers() {
        ClearingOutcome alone = new TestBook()
                .sell("A", "1", account("a"))
                .buy("A", "3", account("a"))
                .cleared();
        ClearingOutcome among = new TestBook()
                .sell("A", "1", account("a"))
                .buy("A", "3", account("a"))
                .sell("A", "2")
                .buy("A", "2.5")
                .cleared();

        assertThat(alone.volumeWh()).isZero();
        assertThat(alone.indicative()).isNull();
        assertThat(among.volumeWh()).isEqualTo(2_000);
        AlwaysTrue.hold(among);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTINUOUS_ASK", "CONTINUOUS_OLDER"})
    void ownOrdersArePassedOverInContinuousTrading(ClearingMode mode) {
        ClearingOutcome outcome = new TestBook()
                .sell("A", "100@1", account("a"))
                .sell("A", "200@2", account("b"))
                .buy("A", "200@1", account("a"))
                .buy("A", "200@1", account("a"))
                .mode(mode)
                .cleared();

        assertThat(sold(outcome)).isEqualTo(Map.of("s2", 2_000L));
        assertThat(outcome.resting()).extracting(rest -> rest.order().id()).containsExactly("s1");
    }

    @Test
    void theOlderOrderSetsThePriceOrTheAsk() {
        TestBook bidFirst = new TestBook().buy("A", "3").sell("A", "2");

        assertThat(price(bidFirst.mode(ClearingMode.CONTINUOUS_OLDER))).isEqualTo(micro(3));
        assertThat(price(bidFirst.mode(ClearingMode.CONTINUOUS_ASK))).isEqualTo(micro(2));
        TestBook askFirst = new TestBook().sell("A", "2").buy("A", "3");
        assertThat(price(askFirst.mode(ClearingMode.CONTINUOUS_OLDER))).isEqualTo(micro(2));
    }

    private static long price(TestBook book) {
        return book.cleared().fills().getFirst().price();
    }

    @Test
    void aGiftGoesFirstForNothingButTheFeesAndTheRestOfItIsSold() {
        ClearingOutcome outcome = new TestBook()
                .zone("A", null, 0, 1, -1)
                .sell("A", "10@2", giftTo("bob"))
                .buy("A", "20@0.6", account("bob"))
                .buy("A", "30@1")
                .cleared();

        Fill gift = outcome.fills().getFirst();
        assertThat(gift.step()).isEqualTo(Match.Step.GIFT);
        assertThat(gift.wh()).isEqualTo(600);
        assertThat(gift.price()).isZero();
        assertThat(gift.fee()).isEqualTo(micro(1));
        assertThat(bought(outcome)).isEqualTo(Map.of("b1", 600L, "b2", 1_000L));
        AlwaysTrue.hold(outcome);
    }

    @Test
    void partnersTradeFirstInsideTheirOwnLimits() {
        ClearingOutcome outcome = new TestBook()
                .sell("A", "20", both(account("alice"), nominating("bob")))
                .sell("A", "5")
                .buy("A", "22", account("bob"))
                .buy("A", "10")
                .cleared();

        Fill first = outcome.fills().getFirst();
        assertThat(first.step()).isEqualTo(Match.Step.NOMINATED);
        assertThat(first.sell().id()).isEqualTo("s1");
        assertThat(first.buy().id()).isEqualTo("b1");
        assertThat(first.price()).isEqualTo(micro(20));
        assertThat(outcome.volumeWh()).isEqualTo(2_000);
        AlwaysTrue.hold(outcome);
    }

    @Test
    void aNominationThatTheOtherDoesNotShareCountsNothing() {
        ClearingOutcome outcome = new TestBook()
                .sell("A", "20", both(account("alice"), nominating("bob")))
                .sell("A", "5", account("carl"))
                .buy("A", "22", both(account("bob"), nominating("carl")))
                .cleared();

        assertThat(sold(outcome)).isEqualTo(Map.of("s2", 1_000L));
    }

    @Test
    void theSellersFirstChoiceComesFirst() {
        ClearingOutcome outcome = new TestBook()
                .sell("A", "5", both(account("alice"), nominating("carl", "bob")))
                .buy("A", "22", account("bob"))
                .buy("A", "10", account("carl"))
                .cleared();

        assertThat(bought(outcome)).isEqualTo(Map.of("b2", 1_000L));
    }

    @Test
    void amongEqualsTheNeighbourInTheBuildingComesFirst() {
        ClearingOutcome outcome = new TestBook()
                .sell("A", "8@3")
                .sell("A", "8@3", building("tower"))
                .buy("A", "28@2", building("tower"))
                .buy("A", "28@2")
                .cleared();

        // 2 kWh stay in the tower; the other 2 are shared as 3 to 1 of what is left.
        assertThat(sold(outcome)).isEqualTo(Map.of("s1", 1_500L, "s2", 2_500L));
        assertThat(outcome.fills())
                .filteredOn(fill -> fill.buy().id().equals("b1"))
                .allSatisfy(fill -> assertThat(fill.sell().id()).isEqualTo("s2"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void theNeighbourComesFirstAlsoWhereOneWattHourIsAllThereIs(int neighbour) {
        TestBook book = new TestBook().buy("A", "28@0.001", building("tower"));
        for (int i = 1; i <= 6; i++) {
            book.sell("A", "8@0.001", i == neighbour ? building("tower") : order -> order);
        }

        assertThat(sold(book.cleared())).isEqualTo(Map.of("s" + neighbour, 1L));
    }

    @Test
    void preferencesAndALimitThatBindAreSolvedTogether() {
        Preference solar = new Preference(List.of(), List.of("SOLAR"), micro(26), null);
        Preference other = new Preference(List.of(), List.of(), micro(15), null);
        ClearingOutcome outcome = new TestBook()
                .zone("A", "R", 2, 1, 4)
                .zone("B", "R", 2, 1, -1)
                .sell("A", "8@10", source("SOLAR"))
                .sell("B", "14@3")
                .buy("A", "28@4")
                .buy("B", "1@10", preferring(solar, other))
                .cleared();

        assertThat(outcome.gap()).isNull();
        assertThat(outcome.welfare())
                .isEqualTo(new SolverOracle(outcome.book()).best().welfare());
        AlwaysTrue.hold(outcome);
    }

    @ParameterizedTest(name = "{0}: from {1}")
    @CsvSource({
        "BUILDING, same house, 1",
        "FEEDER, same house; same street, 2",
        "SUBSTATION, same house; same street; next street, 3",
        ", same house; same street; next street; far away; the station, 5",
    })
    void aTierIsAsFarAsEnergyMayCome(Tier tier, String from, int count) {
        Preference near = new Preference(List.of(), List.of(), tier, micro(20), null);
        ClearingOutcome outcome = new TestBook()
                .zone("street", "station", 0, 0, -1)
                .zone("next street", "station", 0, 0, -1)
                .zone("station", "grid", 0, 0, -1)
                .zone("far away", "grid", 0, 0, -1)
                .sell("street", "10", both(building("7"), account("same house")))
                .sell("street", "10", both(building("8"), account("same street")))
                .sell("next street", "10", both(building("7"), account("next street")))
                .sell("far away", "10", both(building("7"), account("far away")))
                .sell("station", "10", both(building("7"), account("the station")))
                .buy("street", "1@9", both(building("7"), preferring(near)))
                .cleared();

        assertThat(outcome.fills())
                .extracting(fill -> fill.sell().account())
                .containsExactlyInAnyOrder(from.split("; "))
                .hasSize(count);
    }

    @Test
    void aSaleMayStayNearToo() {
        Preference atHome = new Preference(List.of(), List.of(), Tier.BUILDING, micro(5), null);
        ClearingOutcome outcome = new TestBook()
                .sell("A", "5", both(building("7"), preferring(atHome)))
                .buy("A", "28", building("8"))
                .buy("A", "6", building("7"))
                .cleared();

        assertThat(bought(outcome)).isEqualTo(Map.of("b2", 1_000L));
    }
}
