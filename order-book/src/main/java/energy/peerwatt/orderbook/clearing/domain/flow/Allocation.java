package energy.peerwatt.orderbook.clearing.domain.flow;

import energy.peerwatt.orderbook.clearing.domain.grid.EdgeFlows;

/**
 * How much of every order trades, by its number, and what that sends over the edges.
 *
 * @param offered what each order had left for the market
 * @param filled what of it trades
 * @param asks the sell orders of each zone, the cheapest first
 * @param bids the buy orders of each zone, the dearest first
 * @param before the flows of what was agreed earlier
 * @param after the flows with what trades now
 */
public record Allocation(long[] offered, long[] filled, int[][] asks, int[][] bids, EdgeFlows before, EdgeFlows after) {

    /** What leaves a zone by these trades alone, net. */
    public long up(int zone) {
        return after.up(zone) - before.up(zone);
    }

    public boolean isEmpty() {
        for (long wh : filled) {
            if (wh > 0) {
                return false;
            }
        }
        return true;
    }
}
