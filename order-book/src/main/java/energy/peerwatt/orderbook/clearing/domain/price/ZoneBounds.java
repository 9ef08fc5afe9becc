package energy.peerwatt.orderbook.clearing.domain.price;

import energy.peerwatt.orderbook.clearing.domain.flow.OrderTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the orders of one zone say about its price, micro-currency per kWh as a seller there receives it.
 *
 * @param highestAsk highest ask that trades
 * @param lowestBid lowest net bid that trades
 * @param lowestAskLeft lowest ask of what is left over
 * @param highestBidLeft highest net bid of what is left over
 */
record ZoneBounds(
        @Nullable Long highestAsk,
        @Nullable Long lowestBid,
        @Nullable Long lowestAskLeft,
        @Nullable Long highestBidLeft) {

    /** For each zone of a table. */
    static ZoneBounds[] of(OrderTable table, long[] offered, long[] filled) {
        int zones = table.tree().size();
        long[] highestAsk = new long[zones];
        long[] lowestBid = new long[zones];
        long[] lowestAskLeft = new long[zones];
        long[] highestBidLeft = new long[zones];
        Arrays.fill(highestAsk, -1);
        Arrays.fill(lowestBid, Long.MAX_VALUE);
        Arrays.fill(lowestAskLeft, Long.MAX_VALUE);
        Arrays.fill(highestBidLeft, -1);
        for (int i = 0; i < offered.length; i++) {
            int zone = table.zone(i);
            if (table.sells(i)) {
                if (filled[i] > 0) {
                    highestAsk[zone] = Math.max(highestAsk[zone], table.worth(i));
                }
                if (filled[i] < offered[i]) {
                    lowestAskLeft[zone] = Math.min(lowestAskLeft[zone], table.worth(i));
                }
            } else {
                long net = table.worth(i) - table.tree().localFee(zone);
                if (filled[i] > 0) {
                    lowestBid[zone] = Math.min(lowestBid[zone], net);
                }
                if (filled[i] < offered[i]) {
                    highestBidLeft[zone] = Math.max(highestBidLeft[zone], net);
                }
            }
        }
        ZoneBounds[] bounds = new ZoneBounds[zones];
        for (int z = 0; z < zones; z++) {
            bounds[z] = new ZoneBounds(
                    highestAsk[z] < 0 ? null : highestAsk[z],
                    lowestBid[z] == Long.MAX_VALUE ? null : lowestBid[z],
                    lowestAskLeft[z] == Long.MAX_VALUE ? null : lowestAskLeft[z],
                    highestBidLeft[z] < 0 ? null : highestBidLeft[z]);
        }
        return bounds;
    }

    boolean trades() {
        return highestAsk != null || lowestBid != null;
    }
}
