package energy.peerwatt.verifier.market.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who could trade with somebody who suits them, whatever the limits of edges. */
final class PairReach {
    private final Grid grid;
    private final EarlyTrades before;
    private final PairBook book;

    PairReach(Grid grid, EarlyTrades before, PairBook book) {
        this.grid = grid;
        this.before = before;
        this.book = book;
    }

    /** By place of the zone, counted over its whole tree: an order counts whole as soon as one alternative could trade. */
    List<Scarcity> scarcity() {
        Map<Integer, Long> best = new HashMap<>();
        for (PairBook.Lane lane : book.lanes()) {
            long ask = cheapest(lane.seller()) + lane.fee();
            long bid = dearest(lane.buyer()) - lane.fee();
            best.merge(lane.buyer().number(), ask, Math::min);
            best.merge(lane.seller().number(), bid, Math::max);
        }
        Map<Node, Long> demand = new HashMap<>();
        Map<Node, Long> supply = new HashMap<>();
        Set<Order> counted = new HashSet<>();
        for (PairBook.Lot lot : book.lots()) {
            Long other = best.get(lot.group().number());
            boolean could = other != null && (lot.sells() ? lot.limit() <= other : lot.limit() >= other);
            if (could && counted.add(lot.order())) {
                (lot.sells() ? supply : demand).merge(lot.group().node().root(), before.left(lot.order()), Long::sum);
            }
        }
        List<Scarcity> all = new ArrayList<>();
        for (Node node : grid.nodes()) {
            all.add(new Scarcity(demand.getOrDefault(node.root(), 0L), supply.getOrDefault(node.root(), 0L)));
        }
        return all;
    }

    private static long cheapest(PairBook.Group sellers) {
        return sellers.lots().stream().mapToLong(PairBook.Lot::limit).min().orElseThrow();
    }

    private static long dearest(PairBook.Group buyers) {
        return buyers.lots().stream().mapToLong(PairBook.Lot::limit).max().orElseThrow();
    }

    /** Half-way between the ask and the bid that suit each other and come nearest to a trade. */
    @Nullable
    Long indicative() {
        Long indicative = null;
        long nearest = Long.MIN_VALUE;
        for (PairBook.Lane lane : book.lanes()) {
            long ask = cheapest(lane.seller());
            long net = dearest(lane.buyer()) - lane.fee();
            if (net >= 0 && net - ask > nearest) {
                nearest = net - ask;
                indicative = Scarcity.middle(ask, net);
            }
        }
        return indicative;
    }
}
