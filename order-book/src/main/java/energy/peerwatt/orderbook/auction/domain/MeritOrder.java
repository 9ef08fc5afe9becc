package energy.peerwatt.orderbook.auction.domain;

import energy.peerwatt.messages.evidence.SealedBook;
import energy.peerwatt.messages.evidence.Side;
import java.util.Arrays;
import java.util.List;

/**
 * One side of a zone in the order in which it trades: asks from the cheapest, bids from the dearest. A price here is
 * the effective one: max(limit, floor) of an ask; min(limit, cap) - local fee of a bid, which is what is left for the
 * seller. A bid with less than nothing left is not in it.
 */
final class MeritOrder {
    private static final int INDEX_BITS = 31;
    private static final long MAX_PRICE = 0xFFFF_FFFFL;

    private final Side side;
    private final List<SealedBook.Order> orders;
    private final long[] prices;

    private MeritOrder(Side side, List<SealedBook.Order> orders, long[] prices) {
        this.side = side;
        this.orders = orders;
        this.prices = prices;
    }

    static MeritOrder asks(List<SealedBook.Order> orders) {
        return of(Side.SELL, orders, 0);
    }

    /** @param localFee micro-currency per kWh */
    static MeritOrder bids(List<SealedBook.Order> orders, long localFee) {
        return of(Side.BUY, orders, localFee);
    }

    private static MeritOrder of(Side side, List<SealedBook.Order> orders, long localFee) {
        // Price and index in one long sort far faster than objects; equal prices stay in the book's order.
        long[] keys = new long[orders.size()];
        int count = 0;
        for (int i = 0; i < orders.size(); i++) {
            SealedBook.Order order = orders.get(i);
            if (order.side() != side || order.energy().isZero()) {
                continue;
            }
            long price = side == Side.SELL ? effectiveAsk(order) : netBid(order, localFee);
            if (price >= 0) {
                keys[count++] = (side == Side.SELL ? price : MAX_PRICE - price) << INDEX_BITS | i;
            }
        }
        keys = Arrays.copyOf(keys, count);
        Arrays.sort(keys);
        SealedBook.Order[] sorted = new SealedBook.Order[count];
        long[] prices = new long[count];
        for (int i = 0; i < count; i++) {
            sorted[i] = orders.get((int) (keys[i] & ((1L << INDEX_BITS) - 1)));
            long price = keys[i] >>> INDEX_BITS;
            prices[i] = side == Side.SELL ? price : MAX_PRICE - price;
        }
        return new MeritOrder(side, List.of(sorted), prices);
    }

    private static long effectiveAsk(SealedBook.Order order) {
        long limit = order.limit().microPerKwh();
        return order.floor() == null ? limit : Math.max(limit, order.floor().microPerKwh());
    }

    private static long netBid(SealedBook.Order order, long localFee) {
        long limit = order.limit().microPerKwh();
        return (order.cap() == null ? limit : Math.min(limit, order.cap().microPerKwh())) - localFee;
    }

    Side side() {
        return side;
    }

    int size() {
        return prices.length;
    }

    SealedBook.Order order(int position) {
        return orders.get(position);
    }

    long price(int position) {
        return prices[position];
    }

    long wh(int position) {
        return orders.get(position).energy().wattHours();
    }

    /** One past the last position of the same price as {@code position}. */
    int levelEnd(int position) {
        int end = position + 1;
        while (end < prices.length && prices[end] == prices[position]) {
            end++;
        }
        return end;
    }

    /** Sum of the Wh in positions {@code from} to {@code to}, half-open. */
    long wh(int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum = Math.addExact(sum, wh(i));
        }
        return sum;
    }

    /** Wh of the orders that could trade against a best opposite price of {@code other}. */
    long whCrossing(long other) {
        int end = 0;
        while (end < prices.length && (side == Side.SELL ? prices[end] <= other : prices[end] >= other)) {
            end++;
        }
        return wh(0, end);
    }
}
