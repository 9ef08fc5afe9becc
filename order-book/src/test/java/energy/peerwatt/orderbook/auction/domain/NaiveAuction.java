package energy.peerwatt.orderbook.auction.domain;

import energy.peerwatt.messages.evidence.ClearingResult;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.evidence.SealedBook;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of docs/market.md written down as literally as possible, watt-hour by watt-hour, for books small enough to
 * count on fingers. Slow on purpose; shares nothing with the real one but the types.
 */
final class NaiveAuction {
    private final SealedBook book;
    private final Hash32 bookHash;

    NaiveAuction(SealedBook book) {
        this.book = book;
        this.bookHash = book.hash();
    }

    ClearingResult clear() {
        List<ClearingResult.ZoneResult> zones = new ArrayList<>();
        List<ClearingResult.Fill> fills = new ArrayList<>();
        for (SealedBook.Zone zone : book.zones()) {
            zones.add(clear(zone, fills));
        }
        return new ClearingResult(1, book.community(), book.slot(), bookHash, zones, fills);
    }

    private ClearingResult.ZoneResult clear(SealedBook.Zone zone, List<ClearingResult.Fill> fills) {
        List<SealedBook.Order> asks = sorted(zone, Side.SELL);
        List<SealedBook.Order> bids = sorted(zone, Side.BUY);
        List<SealedBook.Order> askUnits = units(asks);
        List<SealedBook.Order> bidUnits = units(bids);
        int traded = 0;
        long welfare = 0;
        while (traded < askUnits.size()
                && traded < bidUnits.size()
                && price(zone, bidUnits.get(traded)) >= price(zone, askUnits.get(traded))) {
            welfare += price(zone, bidUnits.get(traded)) - price(zone, askUnits.get(traded));
            traded++;
        }
        Long bestAsk = asks.isEmpty() ? null : price(zone, asks.getFirst());
        Long bestBid = bids.isEmpty() ? null : price(zone, bids.getFirst());
        long demand = bestAsk == null
                ? 0
                : bidUnits.stream().filter(bid -> price(zone, bid) >= bestAsk).count();
        long supply = bestBid == null
                ? 0
                : askUnits.stream().filter(ask -> price(zone, ask) <= bestBid).count();
        if (traded == 0) {
            Price indicative = bestAsk == null || bestBid == null ? null : new Price(half(bestAsk + bestBid));
            return new ClearingResult.ZoneResult(
                    zone.id(),
                    new Energy(0),
                    "0",
                    null,
                    null,
                    null,
                    null,
                    null,
                    indicative,
                    new Energy(demand),
                    new Energy(supply));
        }
        long a = price(zone, askUnits.get(traded - 1));
        long m = price(zone, bidUnits.get(traded - 1));
        long lo = traded < bidUnits.size() ? Math.max(a, price(zone, bidUnits.get(traded))) : a;
        long hi = traded < askUnits.size() ? Math.min(m, price(zone, askUnits.get(traded))) : m;
        long price =
                switch (book.rule()) {
                    case EQUILIBRIUM -> half(lo + hi);
                    case MIDPOINT -> half(a + m);
                    case SCARCITY ->
                        a
                                + BigDecimal.valueOf(demand * (m - a))
                                        .divide(BigDecimal.valueOf(demand + supply), 0, RoundingMode.HALF_UP)
                                        .longValueExact();
                };
        pair(zone, given(zone, asks, traded, a), given(zone, bids, traded, m), new Price(price), fills);
        return new ClearingResult.ZoneResult(
                zone.id(),
                new Energy(traded),
                Long.toString(welfare),
                new Price(price),
                new Price(lo),
                new Price(hi),
                new Price(a),
                new Price(m),
                null,
                new Energy(demand),
                new Energy(supply));
    }

    /** What each order gets, unit by unit handed out in the end, in the order of pairing. */
    private List<SealedBook.Order> given(
            SealedBook.Zone zone, List<SealedBook.Order> side, int traded, long marginalPrice) {
        Map<SealedBook.Order, Long> given = new LinkedHashMap<>();
        long left = traded;
        for (SealedBook.Order order : side) {
            boolean inside =
                    order.side() == Side.SELL ? price(zone, order) < marginalPrice : price(zone, order) > marginalPrice;
            given.put(order, inside ? order.energy().wattHours() : 0);
            left -= inside ? order.energy().wattHours() : 0;
        }
        List<SealedBook.Order> marginal = side.stream()
                .filter(order -> price(zone, order) == marginalPrice)
                .toList();
        long offered =
                marginal.stream().mapToLong(order -> order.energy().wattHours()).sum();
        long volume = left;
        for (SealedBook.Order order : marginal) {
            long part = order.energy().wattHours() * volume / offered;
            given.put(order, part);
            left -= part;
        }
        List<SealedBook.Order> byRemainder = marginal.stream()
                .sorted(Comparator.comparing(
                                (SealedBook.Order order) -> -(order.energy().wattHours() * volume % offered))
                        .thenComparing(this::tie))
                .toList();
        for (int i = 0; i < left; i++) {
            given.merge(byRemainder.get(i), 1L, Long::sum);
        }
        return given.entrySet().stream()
                .flatMap(entry -> Stream.generate(entry::getKey).limit(entry.getValue()))
                .toList();
    }

    /** The k-th sold unit goes to the k-th bought one; neighbouring units of one pair are one fill. */
    private void pair(
            SealedBook.Zone zone,
            List<SealedBook.Order> sold,
            List<SealedBook.Order> bought,
            Price price,
            List<ClearingResult.Fill> fills) {
        int start = 0;
        for (int i = 1; i <= sold.size(); i++) {
            if (i < sold.size()
                    && sold.get(i).equals(sold.get(start))
                    && bought.get(i).equals(bought.get(start))) {
                continue;
            }
            SealedBook.Order sell = sold.get(start);
            SealedBook.Order buy = bought.get(start);
            fills.add(new ClearingResult.Fill(
                    ClearingResult.tradeId(bookHash, fills.size()),
                    sell.id(),
                    buy.id(),
                    sell.account(),
                    buy.account(),
                    zone.id(),
                    new Energy(i - start),
                    price,
                    zone.localFee()));
            start = i;
        }
    }

    private List<SealedBook.Order> sorted(SealedBook.Zone zone, Side side) {
        Comparator<SealedBook.Order> byPrice = Comparator.comparing(order -> price(zone, order));
        return book.orders().stream()
                .filter(order -> order.zone().equals(zone.id()) && order.side() == side)
                .filter(order -> price(zone, order) >= 0)
                .sorted((side == Side.SELL ? byPrice : byPrice.reversed()).thenComparing(this::tie))
                .toList();
    }

    private static List<SealedBook.Order> units(List<SealedBook.Order> orders) {
        return orders.stream()
                .flatMap(order ->
                        Stream.generate(() -> order).limit(order.energy().wattHours()))
                .toList();
    }

    private String tie(SealedBook.Order order) {
        return Hash32.of(Hashing.keccak256(bookHash.bytes(), order.id().bytes()))
                .hex();
    }

    static long price(SealedBook.Zone zone, SealedBook.Order order) {
        long limit = order.limit().microPerKwh();
        if (order.side() == Side.SELL) {
            return Math.max(limit, orElse(order.floor(), 0));
        }
        return Math.min(limit, orElse(order.cap(), Price.MAX)) - zone.localFee().microPerKwh();
    }

    private static long orElse(@Nullable Price price, long otherwise) {
        return price == null ? otherwise : price.microPerKwh();
    }

    private static long half(long sum) {
        return BigDecimal.valueOf(sum)
                .divide(BigDecimal.TWO, 0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
