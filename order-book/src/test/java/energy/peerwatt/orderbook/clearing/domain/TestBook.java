package energy.peerwatt.orderbook.clearing.domain;

import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.orderbook.clearing.domain.book.BookOrder;
import energy.peerwatt.orderbook.clearing.domain.book.BookZone;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingBook;
import energy.peerwatt.orderbook.clearing.domain.book.ClearingMode;
import energy.peerwatt.orderbook.clearing.domain.book.Preference;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Books in the notation of the example cases: {@code p@q}, price in ct per kWh at quantity in kWh. */
final class TestBook {
    private final List<BookZone> zones = new ArrayList<>();
    private final List<BookOrder> orders = new ArrayList<>();
    private PriceRule rule = PriceRule.EQUILIBRIUM;
    private ClearingMode mode = ClearingMode.AUCTION;
    private int sells;
    private int buys;

    static TestBook of(String offers, String bids) {
        TestBook book = new TestBook();
        parts(offers).forEach(each -> book.sell("A", each));
        parts(bids).forEach(each -> book.buy("A", each));
        return book;
    }

    private static List<String> parts(String text) {
        return Arrays.stream(text.split(" ")).filter(each -> !each.isEmpty()).toList();
    }

    TestBook rule(PriceRule chosen) {
        rule = chosen;
        return this;
    }

    TestBook mode(ClearingMode chosen) {
        mode = chosen;
        return this;
    }

    /** Fees in ct per kWh, limit of both directions in kWh, negative for none. */
    TestBook zone(String id, String parent, double edgeFee, double localFee, long limit) {
        Long wh = limit < 0 ? null : limit * 1_000;
        zones.add(new BookZone(id, parent, micro(edgeFee), micro(localFee), wh, wh));
        return this;
    }

    TestBook sell(String zone, String terms) {
        return sell(zone, terms, order -> order);
    }

    TestBook buy(String zone, String terms) {
        return buy(zone, terms, order -> order);
    }

    TestBook sell(String zone, String terms, UnaryOperator<BookOrder> with) {
        return add(with.apply(order("s" + ++sells, zone, Side.SELL, terms)));
    }

    TestBook buy(String zone, String terms, UnaryOperator<BookOrder> with) {
        return add(with.apply(order("b" + ++buys, zone, Side.BUY, terms)));
    }

    TestBook add(BookOrder order) {
        orders.add(order.withSequence(orders.size()));
        return this;
    }

    private static BookOrder order(String id, String zone, Side side, String terms) {
        String[] parts = terms.split("@");
        long wh = parts.length == 1
                ? 1_000
                : new BigDecimal(parts[1]).movePointRight(3).longValueExact();
        long limit = new BigDecimal(parts[0]).movePointRight(4).longValueExact();
        return plain(id, zone, side, wh, limit);
    }

    static BookOrder plain(String id, String zone, Side side, long wh, long limit) {
        return new BookOrder(
                id, "of " + id, zone, side, wh, 0, limit, null, null, null, null, 0, null, null, List.of(), List.of());
    }

    static long micro(double ct) {
        return Math.round(ct * 10_000);
    }

    ClearingBook book() {
        List<BookZone> all = zones.isEmpty() ? List.of(BookZone.alone("A")) : zones;
        return ClearingBook.of(rule, mode, 1, all, orders);
    }

    ClearingOutcome cleared() {
        return Clearing.clear(book());
    }

    static UnaryOperator<BookOrder> directBuyOf(String offer) {
        return o -> copy(o, o.account(), o.source(), o.building(), offer, o.giftTo(), o.nominated(), o.preferences());
    }

    static UnaryOperator<BookOrder> account(String account) {
        return o ->
                copy(o, account, o.source(), o.building(), o.directBuyOf(), o.giftTo(), o.nominated(), o.preferences());
    }

    static UnaryOperator<BookOrder> source(String source) {
        return o ->
                copy(o, o.account(), source, o.building(), o.directBuyOf(), o.giftTo(), o.nominated(), o.preferences());
    }

    static UnaryOperator<BookOrder> building(String building) {
        return o ->
                copy(o, o.account(), o.source(), building, o.directBuyOf(), o.giftTo(), o.nominated(), o.preferences());
    }

    static UnaryOperator<BookOrder> giftTo(String receiver) {
        return o -> copy(
                o, o.account(), o.source(), o.building(), o.directBuyOf(), receiver, o.nominated(), o.preferences());
    }

    static UnaryOperator<BookOrder> nominating(String... partners) {
        return o -> copy(
                o,
                o.account(),
                o.source(),
                o.building(),
                o.directBuyOf(),
                o.giftTo(),
                List.of(partners),
                o.preferences());
    }

    static UnaryOperator<BookOrder> preferring(Preference... preferences) {
        return o -> copy(
                o,
                o.account(),
                o.source(),
                o.building(),
                o.directBuyOf(),
                o.giftTo(),
                o.nominated(),
                List.of(preferences));
    }

    private static BookOrder copy(
            BookOrder o,
            String account,
            String source,
            String building,
            String directBuyOf,
            String giftTo,
            List<String> nominated,
            List<Preference> preferences) {
        return new BookOrder(
                o.id(),
                account,
                o.zone(),
                o.side(),
                o.wh(),
                o.minFillWh(),
                o.limit(),
                o.floor(),
                o.cap(),
                source,
                building,
                o.sequence(),
                directBuyOf,
                giftTo,
                nominated,
                preferences);
    }
}
