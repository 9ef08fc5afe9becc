package energy.peerwatt.orderbook.clearing.domain.pair;

import energy.peerwatt.orderbook.clearing.domain.flow.OrderTable;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A weight for each lot and lane, of 40 bits that nobody can choose. Of plans that are equal in all that counts the one
 * of the smallest sum of weights x Wh is taken: there is one, but for a chance of 2^-40 for each lot and lane, so that
 * it does not depend on how it is found.
 *
 * @param lots by lot; orders with one alternative that are equals have one weight, for they share
 * @param lanes by lane
 */
record PairTies(long[] lots, long[] lanes) {
    private static final int BYTES = 5;

    /** Weights are below it. */
    static final long MOST = 1L << 8 * BYTES;

    private record Level(int party, long limit) {}

    static PairTies of(OrderTable table, List<Lot> lots, List<PairMarket.Lane> lanes) {
        Map<Integer, Integer> lotsOf = new HashMap<>();
        lots.forEach(lot -> lotsOf.merge(lot.order(), 1, Integer::sum));
        Map<Level, String> firstOfLevels = new HashMap<>();
        Map<Integer, String> firstOfParties = new HashMap<>();
        long[] ofLots = new long[lots.size()];
        Map<String, Long> weights = new HashMap<>();
        for (int i = 0; i < ofLots.length; i++) {
            Lot lot = lots.get(i);
            String name = table.order(lot.order()).id() + "/" + lot.alternative();
            firstOfParties.putIfAbsent(lot.party(), name);
            String known = lotsOf.get(lot.order()) > 1
                    ? null
                    : firstOfLevels.putIfAbsent(new Level(lot.party(), lot.limit()), name);
            ofLots[i] = weights.computeIfAbsent(known == null ? name : known, each -> weight(table, each));
        }
        long[] ofLanes = new long[lanes.size()];
        for (int i = 0; i < ofLanes.length; i++) {
            String seller = firstOfParties.get(lanes.get(i).seller());
            String buyer = firstOfParties.get(lanes.get(i).buyer());
            ofLanes[i] = weight(table, seller + ">" + buyer);
        }
        return new PairTies(ofLots, ofLanes);
    }

    private static long weight(OrderTable table, String name) {
        return new BigInteger(1, Arrays.copyOf(table.tie(name).bytes(), BYTES)).longValueExact();
    }
}
