package energy.peerwatt.orderbook.continuous.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Prices are 2 and the like in ct/kWh, energy in Wh; fills read "buyer's order, seller's order, energy, price". */
class ContinuousBookTest {
    private static final Price TICK = new Price(1_000);

    private final ContinuousBooks books = new ContinuousBooks();
    private final Map<OrderId, String> names = new HashMap<>();
    private final List<String> fills = new ArrayList<>();
    private ContinuousBook book = books.open(TradePrice.OLDER_ORDER, TICK);

    @Test
    void ordersThatCrossTrade() {
        assertThat(sell("ask", "anna", 1_000, 2)).isEqualTo(Outcome.RESTING);
        assertThat(buy("bid", "bert", 1_000, 2)).isEqualTo(Outcome.FILLED);
        assertThat(fills).containsExactly("bid, ask, 1000, 2");
        assertThat(asks()).isEmpty();
        assertThat(bids()).isEmpty();
    }

    @Test
    void aBidBelowTheAskWaits() {
        sell("ask", "anna", 1_000, 2);
        assertThat(buy("bid", "bert", 1_000, 1)).isEqualTo(Outcome.RESTING);
        assertThat(fills).isEmpty();
        assertThat(asks()).containsExactly("ask 1000 at 2");
        assertThat(bids()).containsExactly("bid 1000 at 1");
    }

    @Test
    void oneBidTakesTwoAsksOldestFirst() {
        sell("ask 1", "anna", 1_000, 2);
        sell("ask 2", "cleo", 1_000, 2);
        assertThat(buy("bid", "bert", 2_000, 2)).isEqualTo(Outcome.FILLED);
        assertThat(fills).containsExactly("bid, ask 1, 1000, 2", "bid, ask 2, 1000, 2");
    }

    @Test
    void oneAskServesTwoBidsAndTheSecondKeepsItsRest() {
        sell("ask", "anna", 2_000, 2);
        buy("bid 1", "bert", 1_000, 2);
        buy("bid 2", "cleo", 2_000, 2);
        assertThat(fills).containsExactly("bid 1, ask, 1000, 2", "bid 2, ask, 1000, 2");
        assertThat(bids()).containsExactly("bid 2 1000 at 2");
    }

    @Test
    void aDearerBidGoesThroughTheAsksByPrice() {
        sell("ask 1", "anna", 2_000, 2);
        sell("ask 2", "anna", 2_000, 4);
        buy("bid 1", "bert", 1_000, 2);
        buy("bid 2", "bert", 2_000, 4);
        assertThat(fills).containsExactly("bid 1, ask 1, 1000, 2", "bid 2, ask 1, 1000, 2", "bid 2, ask 2, 1000, 4");
        assertThat(asks()).containsExactly("ask 2 1000 at 4");
    }

    @Test
    void nobodyGetsMoreThanAskedFor() {
        sell("ask 1", "anna", 10_000, 2);
        sell("ask 2", "cleo", 10_000, 2);
        buy("bid 1", "bert", 1_000, 2);
        buy("bid 2", "bert", 2_000, 2);
        assertThat(fills).containsExactly("bid 1, ask 1, 1000, 2", "bid 2, ask 1, 2000, 2");
        assertThat(asks()).containsExactly("ask 1 7000 at 2", "ask 2 10000 at 2");
    }

    @Test
    void ownOrdersPassEachOtherByAndTheNextIsServed() {
        sell("own ask", "anna", 1_000, 1);
        sell("other ask", "cleo", 2_000, 2);
        buy("bid 1", "anna", 1_000, 2);
        buy("bid 2", "anna", 1_000, 2);
        assertThat(fills).containsExactly("bid 1, other ask, 1000, 2", "bid 2, other ask, 1000, 2");
        assertThat(asks()).containsExactly("own ask 1000 at 1");
    }

    @Test
    void ownOrdersThatCrossBothWait() {
        sell("ask", "anna", 1_000, 2);
        assertThat(buy("bid", "anna", 1_000, 2)).isEqualTo(Outcome.RESTING);
        assertThat(fills).isEmpty();
        assertThat(asks()).containsExactly("ask 1000 at 2");
        assertThat(bids()).containsExactly("bid 1000 at 2");
    }

    /** C12 */
    @Test
    void aDirectBuyTakesTheNamedOfferAndLeavesTheCheaperOne() {
        sell("ask 1", "anna", 1_000, 2);
        sell("ask 2", "cleo", 1_000, 4);
        assertThat(directBuy("direct", "bert", "ask 2", 1_000, 4, 0)).isEqualTo(Outcome.FILLED);
        assertThat(fills).containsExactly("direct, ask 2, 1000, 4");
        assertThat(asks()).containsExactly("ask 1 1000 at 2");
    }

    /** C13 */
    @Test
    void aDirectBuyOfAPartLeavesTheRestInItsPlace() {
        sell("ask 1", "anna", 1_000, 2);
        sell("ask 2", "cleo", 2_000, 4);
        directBuy("direct", "bert", "ask 2", 1_000, 4, 0);
        assertThat(buy("bid", "bert", 2_000, 4)).isEqualTo(Outcome.FILLED);
        assertThat(fills).containsExactly("direct, ask 2, 1000, 4", "bid, ask 1, 1000, 2", "bid, ask 2, 1000, 4");
        assertThat(asks()).isEmpty();
    }

    @Test
    void aDirectBuyIsRefusedWithTheReason() {
        sell("ask", "anna", 1_000, 4);
        buy("bid", "cleo", 1_000, 1);
        assertThat(directBuy("d1", "anna", "ask", 500, 4, 0)).isEqualTo(Outcome.OWN_OFFER);
        assertThat(directBuy("d2", "bert", "ask", 500, 3, 0)).isEqualTo(Outcome.OVER_LIMIT);
        assertThat(directBuy("d3", "bert", "ask", 1_500, 4, 0)).isEqualTo(Outcome.FILL_TOO_SMALL);
        assertThat(directBuy("d3", "bert", "ask", 1_500, 4, 1_200)).isEqualTo(Outcome.FILL_TOO_SMALL);
        assertThat(directBuy("d4", "bert", "bid", 500, 4, 0)).isEqualTo(Outcome.NOT_FOUND);
        assertThat(directBuy("d5", "bert", "nothing", 500, 4, 0)).isEqualTo(Outcome.NOT_FOUND);
        assertThat(directBuy("ask", "bert", "ask", 500, 4, 0)).isEqualTo(Outcome.DUPLICATE_ID);
        assertThat(fills).isEmpty();
        assertThat(directBuy("d1", "bert", "ask", 1_500, 4, 1_000)).isEqualTo(Outcome.EXPIRED);
        assertThat(fills).containsExactly("d1, ask, 1000, 4");
    }

    @Test
    void theOlderOrdersPriceHolds() {
        sell("ask 1", "anna", 1_000, 2);
        buy("bid 1", "bert", 1_000, 3);
        buy("bid 2", "bert", 1_000, 3);
        sell("ask 2", "anna", 1_000, 2);
        assertThat(fills).containsExactly("bid 1, ask 1, 1000, 2", "bid 2, ask 2, 1000, 3");
    }

    @Test
    void theAsksPriceHoldsWhoeverCameFirst() {
        book = books.open(TradePrice.ASK, TICK);
        sell("ask 1", "anna", 1_000, 2);
        buy("bid 1", "bert", 1_000, 3);
        buy("bid 2", "bert", 1_000, 3);
        sell("ask 2", "anna", 1_000, 2);
        assertThat(fills).containsExactly("bid 1, ask 1, 1000, 2", "bid 2, ask 2, 1000, 2");
    }

    @Test
    void anImmediateOrderDoesNotWait() {
        sell("ask", "anna", 1_000, 2);
        ContinuousOrder order = new ContinuousOrder(
                id("bid"), account("bert"), Side.BUY, new Energy(3_000), price(2), Energy.ZERO, true);
        assertThat(book.place(order, this::heard)).isEqualTo(Outcome.EXPIRED);
        assertThat(fills).containsExactly("bid, ask, 1000, 2");
        assertThat(bids()).isEmpty();
        assertThat(buy("bid", "bert", 1_000, 1)).as("its id is free again").isEqualTo(Outcome.RESTING);
    }

    @Test
    void aFillBelowTheSmallestIsPassedBy() {
        sell("small", "anna", 400, 2);
        sell("large", "cleo", 2_000, 3);
        ContinuousOrder order = new ContinuousOrder(
                id("bid"), account("bert"), Side.BUY, new Energy(1_500), price(3), new Energy(500), false);
        assertThat(book.place(order, this::heard)).isEqualTo(Outcome.FILLED);
        assertThat(fills).containsExactly("bid, large, 1500, 3");
        assertThat(asks()).containsExactly("small 400 at 2", "large 500 at 3");
    }

    @Test
    void whatIsTooSmallAtFirstMayGiveTheLastRest() {
        sell("small", "anna", 400, 2);
        sell("large", "cleo", 1_000, 3);
        ContinuousOrder order = new ContinuousOrder(
                id("bid"), account("bert"), Side.BUY, new Energy(1_300), price(3), new Energy(500), false);
        assertThat(book.place(order, this::heard)).isEqualTo(Outcome.FILLED);
        assertThat(fills).containsExactly("bid, large, 1000, 3", "bid, small, 300, 2");
    }

    @Test
    void onlyTheOwnerMayCancelReduceOrMove() {
        sell("ask", "anna", 1_000, 2);
        assertThat(book.cancel(id("ask"), account("bert"))).isEqualTo(Outcome.NOT_FOUND);
        assertThat(book.reduce(id("ask"), account("bert"), new Energy(10))).isEqualTo(Outcome.NOT_FOUND);
        assertThat(book.move(id("ask"), account("bert"), price(9), this::heard)).isEqualTo(Outcome.NOT_FOUND);
        assertThat(asks()).containsExactly("ask 1000 at 2");
        assertThat(book.cancel(id("ask"), account("anna"))).isEqualTo(Outcome.CANCELLED);
        assertThat(book.cancel(id("ask"), account("anna"))).isEqualTo(Outcome.NOT_FOUND);
    }

    @Test
    void aReducedOrderKeepsItsPlaceAndAMovedOneQueuesAgain() {
        sell("ask 1", "anna", 1_000, 2);
        sell("ask 2", "cleo", 1_000, 2);
        assertThat(book.reduce(id("ask 1"), account("anna"), new Energy(400))).isEqualTo(Outcome.REDUCED);
        assertThat(asks()).containsExactly("ask 1 600 at 2", "ask 2 1000 at 2");
        assertThat(book.move(id("ask 1"), account("anna"), price(2), this::heard))
                .isEqualTo(Outcome.RESTING);
        assertThat(asks()).containsExactly("ask 2 1000 at 2", "ask 1 600 at 2");
        assertThat(book.depth(Side.SELL, 5)).containsExactly(new PriceLevel(price(2), new Energy(1_600)));
    }

    @Test
    void anOrderThatMovesIntoTheOtherSideTrades() {
        sell("ask", "anna", 1_000, 3);
        buy("bid", "bert", 400, 2);
        assertThat(book.move(id("ask"), account("anna"), price(2), this::heard)).isEqualTo(Outcome.RESTING);
        assertThat(fills).containsExactly("bid, ask, 400, 2");
        assertThat(asks()).containsExactly("ask 600 at 2");
    }

    @Test
    void anIdThatWaitsIsNotTakenAgainAndOneThatIsDoneIs() {
        sell("ask", "anna", 1_000, 3);
        assertThat(sell("ask", "anna", 1_000, 4)).isEqualTo(Outcome.DUPLICATE_ID);
        book.cancel(id("ask"), account("anna"));
        assertThat(sell("ask", "anna", 1_000, 4)).isEqualTo(Outcome.RESTING);
    }

    @Test
    void booksDoNotMeet() {
        ContinuousBook first = book;
        sell("ask", "anna", 1_000, 2);
        book = books.open(TradePrice.OLDER_ORDER, TICK);
        assertThat(buy("bid", "bert", 1_000, 2)).isEqualTo(Outcome.RESTING);
        assertThat(book.cancel(id("ask"), account("anna"))).isEqualTo(Outcome.NOT_FOUND);
        first.close();
        assertThat(sell("ask", "anna", 1_000, 3))
                .as("a closed book's ids are free")
                .isEqualTo(Outcome.RESTING);
    }

    @Test
    void whatTheEngineCannotHoldIsRefusedAtTheDoor() {
        assertThatThrownBy(() -> book.place(
                        ContinuousOrder.limit(id("a"), account("anna"), Side.BUY, new Energy(1), new Price(1_500)),
                        this::heard))
                .hasMessageContaining("multiple of 1000");
        assertThatThrownBy(() -> ContinuousOrder.limit(id("a"), account("anna"), Side.BUY, Energy.ZERO, price(1)))
                .hasMessageContaining("1 to 4294967295");
        assertThatThrownBy(() -> new ContinuousOrder(
                        id("a"), account("anna"), Side.BUY, new Energy(5), price(1), new Energy(6), false))
                .hasMessageContaining("at most");
        assertThatThrownBy(() -> books.open(TradePrice.ASK, Price.ZERO)).hasMessageContaining("tick");
        sell("ask", "anna", 1_000, 2);
        assertThatThrownBy(() -> book.reduce(id("ask"), account("anna"), Energy.ZERO))
                .hasMessageContaining("by nothing");
    }

    private Outcome sell(String name, String account, long wh, long price) {
        return book.place(
                ContinuousOrder.limit(id(name), account(account), Side.SELL, new Energy(wh), price(price)),
                this::heard);
    }

    private Outcome buy(String name, String account, long wh, long price) {
        return book.place(
                ContinuousOrder.limit(id(name), account(account), Side.BUY, new Energy(wh), price(price)), this::heard);
    }

    private Outcome directBuy(String name, String account, String offer, long wh, long limit, long minFill) {
        return book.buy(
                new DirectBuy(id(name), account(account), id(offer), new Energy(wh), price(limit), new Energy(minFill)),
                this::heard);
    }

    private void heard(Fill fill) {
        fills.add(names.get(fill.buy()) + ", " + names.get(fill.sell()) + ", "
                + fill.energy().wattHours() + ", " + ct(fill.price()));
        assertThat(fill.seller()).isNotEqualTo(fill.buyer());
    }

    private List<String> asks() {
        return resting(Side.SELL);
    }

    private List<String> bids() {
        return resting(Side.BUY);
    }

    private List<String> resting(Side side) {
        return book.resting(side).stream()
                .map(order -> names.get(order.id()) + " " + order.energy().wattHours() + " at " + ct(order.limit()))
                .toList();
    }

    private OrderId id(String name) {
        OrderId id = new OrderId(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)));
        names.put(id, name);
        return id;
    }

    private static AccountId account(String name) {
        return new AccountId(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)));
    }

    private static Price price(long ct) {
        return new Price(ct * 10_000);
    }

    private static long ct(Price price) {
        return price.microPerKwh() / 10_000;
    }
}
