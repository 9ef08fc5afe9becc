package energy.peerwatt.orderbook.clearing.domain.price;

import energy.peerwatt.orderbook.clearing.domain.flow.OrderTable;
import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The best price on the other side that reaches each zone, fees of the way counted in; limits are not looked at.
 *
 * @param cheapestAsk as delivered to the zone; {@link Long#MAX_VALUE} if none reaches it
 * @param dearestBid net, as seen from the zone; -1 if none reaches it
 */
record Reach(long[] cheapestAsk, long[] dearestBid) {
    private static final long NO_ASK = Long.MAX_VALUE;
    private static final long NO_BID = -1;

    /** @param carries for each zone, whether the edge above it counts as a way */
    static Reach of(OrderTable table, long[] offered, boolean[] carries) {
        ZoneTree tree = table.tree();
        long[] asks = new long[tree.size()];
        long[] bids = new long[tree.size()];
        Arrays.fill(asks, NO_ASK);
        Arrays.fill(bids, NO_BID);
        for (int i = 0; i < offered.length; i++) {
            int zone = table.zone(i);
            if (offered[i] == 0) {
                continue;
            }
            if (table.sells(i)) {
                asks[zone] = Math.min(asks[zone], table.worth(i));
            } else {
                bids[zone] = Math.max(bids[zone], table.worth(i) - tree.localFee(zone));
            }
        }
        int[] down = tree.downwards();
        for (int i = down.length - 1; i >= 0; i--) {
            if (carries[down[i]]) {
                pass(down[i], tree.parent(down[i]), tree.edgeFee(down[i]), asks, bids);
            }
        }
        for (int zone : down) {
            if (carries[zone]) {
                pass(tree.parent(zone), zone, tree.edgeFee(zone), asks, bids);
            }
        }
        return new Reach(asks, bids);
    }

    private static void pass(int from, int to, long fee, long[] asks, long[] bids) {
        if (asks[from] != NO_ASK) {
            asks[to] = Math.min(asks[to], asks[from] + fee);
        }
        if (bids[from] >= fee) {
            bids[to] = Math.max(bids[to], bids[from] - fee);
        }
    }

    /** Whether the order could trade with the best that reaches it. */
    boolean serves(OrderTable table, int order) {
        int zone = table.zone(order);
        return table.sells(order)
                ? table.worth(order) <= dearestBid[zone]
                : cheapestAsk[zone] != NO_ASK
                        && table.worth(order) - table.tree().localFee(zone) >= cheapestAsk[zone];
    }

    /** Half-way between the ask and the bid that come nearest to a trade; null if no ask meets a bid anywhere. */
    @Nullable
    Long indicative(OrderTable table, long[] offered) {
        long best = Long.MIN_VALUE;
        Long indicative = null;
        for (int i = 0; i < offered.length; i++) {
            int zone = table.zone(i);
            if (offered[i] > 0 && !table.sells(i) && cheapestAsk[zone] != NO_ASK) {
                long net = table.worth(i) - table.tree().localFee(zone);
                if (net >= 0 && net - cheapestAsk[zone] > best) {
                    best = net - cheapestAsk[zone];
                    indicative = Scarcity.middle(cheapestAsk[zone], net);
                }
            }
        }
        return indicative;
    }
}
