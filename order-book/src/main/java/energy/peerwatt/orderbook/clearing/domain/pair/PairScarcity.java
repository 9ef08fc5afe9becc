package energy.peerwatt.orderbook.clearing.domain.pair;

import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;
import energy.peerwatt.orderbook.clearing.domain.price.Scarcity;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** How scarce energy is, over each tree of zones: all who could trade with somebody who suits them. */
final class PairScarcity {
    private PairScarcity() {}

    /** By number of the zone. */
    static Scarcity[] of(PairMarket market) {
        ZoneTree tree = market.table().tree();
        long[] cheapest = new long[market.parties().size()];
        long[] dearest = new long[market.parties().size()];
        Arrays.fill(cheapest, Long.MAX_VALUE);
        Arrays.fill(dearest, Long.MIN_VALUE);
        for (PairMarket.Lane lane : market.lanes()) {
            for (Lot lot : market.lots()) {
                if (lot.party() == lane.seller()) {
                    cheapest[lane.buyer()] = Math.min(cheapest[lane.buyer()], lot.limit() + lane.fee());
                } else if (lot.party() == lane.buyer()) {
                    dearest[lane.seller()] = Math.max(dearest[lane.seller()], lot.limit() - lane.fee());
                }
            }
        }
        long[] demand = new long[tree.size()];
        long[] supply = new long[tree.size()];
        Set<Integer> counted = new HashSet<>();
        for (Lot lot : market.lots()) {
            boolean sells = market.sells(lot);
            boolean serves = sells ? lot.limit() <= dearest[lot.party()] : lot.limit() >= cheapest[lot.party()];
            if (serves && counted.add(lot.order())) {
                int root = tree.root(market.table().zone(lot.order()));
                (sells ? supply : demand)[root] += market.offered()[lot.order()];
            }
        }
        Scarcity[] scarcity = new Scarcity[tree.size()];
        for (int z = 0; z < scarcity.length; z++) {
            scarcity[z] = new Scarcity(demand[tree.root(z)], supply[tree.root(z)]);
        }
        return scarcity;
    }
}
