package energy.peerwatt.benchmarks.auction;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.SealedBook;
import java.util.Arrays;
import java.util.List;

/** The least that an auction of one zone can be: prices sorted as packed numbers, one pointer a side. */
final class Sweep {
    /** @param volume energy traded, Wh */
    record Swept(int fills, long volume) {}

    private static final long INDEX = 0xFFFF_FFFFL;

    private final long[] asks;
    private final long[] bids;
    private final long[] wh;

    Sweep(List<SealedBook.Order> orders) {
        asks = new long
                [(int) orders.stream()
                        .filter(order -> order.side() == Side.SELL)
                        .count()];
        bids = new long[orders.size() - asks.length];
        wh = new long[orders.size()];
        int ask = 0;
        int bid = 0;
        for (int i = 0; i < wh.length; i++) {
            SealedBook.Order order = orders.get(i);
            wh[i] = order.energy().wattHours();
            long price = order.limit().microPerKwh();
            if (order.side() == Side.SELL) {
                asks[ask++] = price << 32 | i;
            } else {
                bids[bid++] = -price << 32 | i;
            }
        }
    }

    Swept run() {
        long[] sortedAsks = asks.clone();
        long[] sortedBids = bids.clone();
        Arrays.sort(sortedAsks);
        Arrays.sort(sortedBids);
        int ask = 0;
        int bid = 0;
        int fills = 0;
        long volume = 0;
        long askLeft = 0;
        long bidLeft = 0;
        while (true) {
            if (askLeft == 0) {
                if (ask == sortedAsks.length) {
                    break;
                }
                askLeft = wh[(int) (sortedAsks[ask++] & INDEX)];
            }
            if (bidLeft == 0) {
                if (bid == sortedBids.length) {
                    break;
                }
                bidLeft = wh[(int) (sortedBids[bid++] & INDEX)];
            }
            if (sortedAsks[ask - 1] >> 32 > -(sortedBids[bid - 1] >> 32)) {
                break;
            }
            long fill = Math.min(askLeft, bidLeft);
            askLeft -= fill;
            bidLeft -= fill;
            volume += fill;
            fills++;
        }
        return new Swept(fills, volume);
    }
}
