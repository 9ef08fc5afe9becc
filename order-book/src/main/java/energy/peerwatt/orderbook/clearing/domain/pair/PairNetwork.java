package energy.peerwatt.orderbook.clearing.domain.pair;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maximum welfare between parties as a cheapest flow: orders that sell, their parties, the parties of those who buy,
 * and they. Limits of edges are not in it. Of plans of equal welfare the largest volume, of those the shortest ways, and of
 * those the one of the {@link PairTies}.
 */
final class PairNetwork {
    static final long NO_LIMIT = Long.MAX_VALUE / 8;

    private static final int SOURCE = 0;
    private static final int SINK = 1;
    private static final int FIRST_PARTY = 2;

    private final PairMarket market;
    private final MinCostFlow flow;
    private final long unit;
    private final long volumeBonus;
    private final long dearest;
    private final int[] lotArcs;
    private final int[] laneArcs;

    private PairNetwork(PairMarket market, long[] most) {
        this.market = market;
        List<Lot> lots = market.lots();
        Map<Integer, Integer> nodes = new HashMap<>();
        Map<Integer, Integer> lotsOf = new HashMap<>();
        lots.forEach(lot -> lotsOf.merge(lot.order(), 1, Integer::sum));
        int count = FIRST_PARTY + market.parties().size();
        for (Lot lot : lots) {
            if (lotsOf.get(lot.order()) > 1 && !nodes.containsKey(lot.order())) {
                nodes.put(lot.order(), count++);
            }
        }
        int farthest = market.lanes().stream()
                .mapToInt(PairMarket.Lane::distance)
                .max()
                .orElse(0);
        // A change of plan may pass every party once, a lane for each.
        long ways = (long) farthest * (market.parties().size() + 2);
        this.volumeBonus = ways + 1;
        this.unit = 2 * (volumeBonus + ways) + 1;
        this.dearest = lots.stream()
                .filter(lot -> !market.sells(lot))
                .mapToLong(Lot::limit)
                .max()
                .orElse(0);
        PairTies ties = market.ties();
        this.flow = new MinCostFlow(count);
        this.lotArcs = new int[lots.size()];
        this.laneArcs = new int[market.lanes().size()];
        for (int i = 0; i < lotArcs.length; i++) {
            lotArcs[i] = lot(lots.get(i), nodes.get(lots.get(i).order()), ties.lots()[i]);
        }
        nodes.forEach((order, node) -> {
            if (market.table().sells(order)) {
                flow.arc(SOURCE, node, market.offered()[order], 0, 0);
            } else {
                flow.arc(node, SINK, market.offered()[order], 0, 0);
            }
        });
        for (int i = 0; i < laneArcs.length; i++) {
            PairMarket.Lane lane = market.lanes().get(i);
            long cost = Math.addExact(Math.multiplyExact(lane.fee(), unit), lane.distance());
            laneArcs[i] =
                    flow.arc(FIRST_PARTY + lane.seller(), FIRST_PARTY + lane.buyer(), most[i], cost, ties.lanes()[i]);
        }
    }

    private int lot(Lot lot, @Nullable Integer node, long tie) {
        int party = FIRST_PARTY + lot.party();
        return market.sells(lot)
                ? flow.arc(node == null ? SOURCE : node, party, lot.wh(), lot.limit() * unit, tie)
                : flow.arc(party, node == null ? SINK : node, lot.wh(), (dearest - lot.limit()) * unit, tie);
    }

    /** Without any limit of edges. */
    static PairFlows solve(PairMarket market) {
        long[] most = new long[market.lanes().size()];
        Arrays.fill(most, NO_LIMIT);
        return solve(market, most);
    }

    /** @param most Wh that may trade by each lane */
    static PairFlows solve(PairMarket market, long[] most) {
        PairNetwork network = new PairNetwork(market, most);
        network.flow.run(SOURCE, SINK, network.dearest * network.unit + network.volumeBonus);
        return new PairFlows(
                Arrays.stream(network.lotArcs).mapToLong(network.flow::flow).toArray(),
                Arrays.stream(network.laneArcs).mapToLong(network.flow::flow).toArray(),
                null);
    }
}
