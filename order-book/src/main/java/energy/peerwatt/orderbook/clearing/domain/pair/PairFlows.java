package energy.peerwatt.orderbook.clearing.domain.pair;

import energy.peerwatt.orderbook.clearing.domain.grid.EdgeFlows;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * How much trades by which lot and between which parties.
 *
 * @param lots Wh by lot
 * @param lanes Wh by lane
 * @param gap how much more welfare another plan could have at most, nano-currency; null for a best one
 */
record PairFlows(long[] lots, long[] lanes, @Nullable BigInteger gap) {

    /** What flows over the edges with these trades on top of {@code before}. */
    EdgeFlows over(PairMarket market, EdgeFlows before) {
        EdgeFlows flows = before.copy();
        for (int i = 0; i < lanes.length; i++) {
            if (lanes[i] > 0) {
                PairMarket.Lane lane = market.lanes().get(i);
                flows.send(
                        market.parties().get(lane.seller()).zone(),
                        market.parties().get(lane.buyer()).zone(),
                        lanes[i]);
            }
        }
        return flows;
    }

    /** Nano-currency. */
    BigInteger welfare(PairMarket market) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < lots.length; i++) {
            Lot lot = market.lots().get(i);
            sum = sum.add(times(market.sells(lot) ? -lot.limit() : lot.limit(), lots[i]));
        }
        for (int i = 0; i < lanes.length; i++) {
            sum = sum.subtract(times(market.lanes().get(i).fee(), lanes[i]));
        }
        return sum;
    }

    private static BigInteger times(long a, long b) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }

    PairFlows withGap(BigInteger atMost) {
        return new PairFlows(lots, lanes, atMost);
    }
}
