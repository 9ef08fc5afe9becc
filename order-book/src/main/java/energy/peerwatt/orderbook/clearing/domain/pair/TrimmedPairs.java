package energy.peerwatt.orderbook.clearing.domain.pair;

import energy.peerwatt.orderbook.clearing.domain.grid.EdgeFlows;
import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A good plan within the limits, quickly: what the best plan without limits sends too much over an edge is cut, the
 * longest way first, and what that frees trades again elsewhere. Says what it may miss.
 */
final class TrimmedPairs {
    private TrimmedPairs() {}

    static PairFlows solve(PairMarket market, EdgeFlows before, PairFlows unlimited) {
        ZoneTree tree = market.table().tree();
        long[] exports = new long[tree.size()];
        long[] imports = new long[tree.size()];
        for (int z = 0; z < tree.size(); z++) {
            exports[z] = before.exportRoom(z);
            imports[z] = before.importRoom(z);
        }
        long[] most = new long[market.lanes().size()];
        for (int i : nearestFirst(market)) {
            PairMarket.Lane lane = market.lanes().get(i);
            List<ZoneTree.Step> limited = tree
                    .path(
                            market.parties().get(lane.seller()).zone(),
                            market.parties().get(lane.buyer()).zone())
                    .stream()
                    .filter(step -> (step.up() ? tree.exportLimit(step.zone()) : tree.importLimit(step.zone()))
                            < ZoneTree.NO_LIMIT)
                    .toList();
            most[i] = PairNetwork.NO_LIMIT;
            if (!limited.isEmpty()) {
                long wh = unlimited.lanes()[i];
                for (ZoneTree.Step step : limited) {
                    wh = Math.min(wh, (step.up() ? exports : imports)[step.zone()]);
                }
                for (ZoneTree.Step step : limited) {
                    (step.up() ? exports : imports)[step.zone()] -= wh;
                }
                most[i] = wh;
            }
        }
        PairFlows trimmed = PairNetwork.solve(market, most);
        BigInteger gap = unlimited.welfare(market).subtract(trimmed.welfare(market));
        return trimmed.withGap(gap);
    }

    private static List<Integer> nearestFirst(PairMarket market) {
        List<Integer> lanes = new ArrayList<>();
        for (int i = 0; i < market.lanes().size(); i++) {
            lanes.add(i);
        }
        lanes.sort((a, b) -> Integer.compare(
                market.lanes().get(a).distance(), market.lanes().get(b).distance()));
        return lanes;
    }
}
