package energy.peerwatt.verifier.market.tree;

import energy.peerwatt.verifier.market.Shares;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How much goes by each lane and each lot.
 *
 * @param book whose lanes and lots these are
 * @param gap how much more welfare another plan could have at most, nano-currency; null for a best plan
 */
record PairPlan(
        PairBook book, long[] lanes, long[] lots, @Nullable BigInteger gap) {
    /** Larger searches are not begun. */
    private static final long LARGEST = 10_000_000;

    /**
     * Cells of tables looked at to see whether somebody who says that the search is too much work is right: a quarter of
     * what docs/zones.md asks of whoever clears the book, for another method may be some steps quicker.
     */
    static final long TRIED = 50_000_000;

    private static final long ANY = Long.MAX_VALUE / 8;

    /** Orders that share: of one group and limit. */
    private record Level(int group, long limit) {}

    /** @param trimmed whether the search within limits is said to be too much work; believed if it is so here, too */
    static PairPlan best(Grid grid, EarlyTrades before, List<Order> orders, Ties ties, boolean trimmed) {
        PairBook book = new PairBook(grid, before, orders, false);
        PairPlan free = cheapest(book, ties, lane -> ANY);
        long[] sent = free.sent(grid);
        boolean fits = grid.nodes().stream()
                .allMatch(node -> sent[node.place()] <= node.zone().exportLimit()
                        && -sent[node.place()] <= node.zone().importLimit());
        if (fits) {
            return free;
        }
        if (book.size() > LARGEST) {
            return free.trimmed(grid, ties);
        }
        PairBook byLimit = new PairBook(grid, before, orders, true);
        long[] lanes = new WholePlan(grid, byLimit, before, ties).best(trimmed ? TRIED : ANY);
        return lanes == null ? free.trimmed(grid, ties) : new PairPlan(byLimit, lanes, byLots(byLimit, lanes), null);
    }

    /** The plan of most welfare, most volume, shortest ways and least weights that keeps every lane within its most. */
    private static PairPlan cheapest(PairBook book, Ties ties, ToLongFunction<PairBook.Lane> most) {
        CheapestFlow flow = new CheapestFlow();
        int source = flow.node();
        int sink = flow.node();
        List<Integer> groups = book.groups().stream().map(group -> flow.node()).toList();
        Map<Level, List<PairBook.Lot>> levels = new HashMap<>();
        Map<Order, Integer> choosers = new HashMap<>();
        Map<PairBook.Lot, CheapestFlow.Arc> single = new HashMap<>();
        for (PairBook.Lot lot : book.lots()) {
            if (lot.shared()) {
                levels.computeIfAbsent(new Level(lot.group().number(), lot.limit()), level -> new ArrayList<>())
                        .add(lot);
                continue;
            }
            Integer chooser = choosers.get(lot.order());
            if (chooser == null) {
                chooser = flow.node();
                choosers.put(lot.order(), chooser);
                long left = book.left(lot.order());
                flow.arc(lot.sells() ? source : chooser, lot.sells() ? chooser : sink, left, 0, 0, 0);
            }
            int group = groups.get(lot.group().number());
            long weight = ties.weight(lot.name());
            single.put(
                    lot,
                    lot.sells()
                            ? flow.arc(chooser, group, lot.wh(), lot.limit(), 0, weight)
                            : flow.arc(group, chooser, lot.wh(), -lot.limit(), 0, weight));
        }
        Map<List<PairBook.Lot>, CheapestFlow.Arc> shared = new HashMap<>();
        for (List<PairBook.Lot> level : levels.values()) {
            PairBook.Lot first = level.getFirst();
            int group = groups.get(first.group().number());
            long wh = level.stream().mapToLong(PairBook.Lot::wh).sum();
            long weight = ties.weight(first.name());
            shared.put(
                    level,
                    first.sells()
                            ? flow.arc(source, group, wh, first.limit(), 0, weight)
                            : flow.arc(group, sink, wh, -first.limit(), 0, weight));
        }
        List<CheapestFlow.Arc> lanes = new ArrayList<>();
        for (PairBook.Lane lane : book.lanes()) {
            lanes.add(flow.arc(
                    groups.get(lane.seller().number()),
                    groups.get(lane.buyer().number()),
                    most.applyAsLong(lane),
                    lane.fee(),
                    lane.way().size(),
                    ties.weight(lane.name())));
        }
        flow.run(source, sink);
        long[] ofLots = new long[book.lots().size()];
        single.forEach((lot, arc) -> ofLots[lot.number()] = arc.flow());
        shared.forEach((level, arc) -> share(level, arc.flow(), ofLots));
        return new PairPlan(
                book, lanes.stream().mapToLong(CheapestFlow.Arc::flow).toArray(), ofLots, null);
    }

    /** Equals share in proportion. */
    private static void share(List<PairBook.Lot> level, long wh, long[] ofLots) {
        long[] weights = level.stream().mapToLong(PairBook.Lot::wh).toArray();
        long[] parts = Shares.split(
                wh,
                weights,
                Comparator.comparing(i -> level.get(i).order().offer().tie()));
        for (int i = 0; i < parts.length; i++) {
            ofLots[level.get(i).number()] = parts[i];
        }
    }

    /** Of a book by limits: what the lanes of a group carry, among its orders. */
    private static long[] byLots(PairBook book, long[] lanes) {
        long[] open = new long[book.groups().size()];
        for (PairBook.Lane lane : book.lanes()) {
            open[lane.seller().number()] += lanes[lane.number()];
            open[lane.buyer().number()] += lanes[lane.number()];
        }
        long[] ofLots = new long[book.lots().size()];
        for (PairBook.Group group : book.groups()) {
            if (group.lots().getFirst().shared()) {
                share(group.lots(), open[group.number()], ofLots);
            } else {
                for (PairBook.Lot lot : group.lots()) {
                    ofLots[lot.number()] = Math.min(lot.wh(), open[group.number()]);
                    open[group.number()] -= ofLots[lot.number()];
                }
            }
        }
        return ofLots;
    }

    /** Cuts lanes, the nearest last, to what limits let pass, and plans again with what each lane then carries at most. */
    private PairPlan trimmed(Grid grid, Ties ties) {
        long[] out = new long[grid.nodes().size()];
        long[] in = new long[out.length];
        for (Node node : grid.nodes()) {
            out[node.place()] = node.zone().exportLimit();
            in[node.place()] = node.zone().importLimit();
        }
        long[] most = new long[lanes.length];
        List<PairBook.Lane> nearestFirst = new ArrayList<>(book.lanes());
        nearestFirst.sort(Comparator.comparingInt(lane -> lane.way().size()));
        for (PairBook.Lane lane : nearestFirst) {
            List<Node> above = lane.seller().node().upToRoot();
            long wh = lanes[lane.number()];
            boolean limited = false;
            for (Node node : lane.way()) {
                boolean leaves = above.contains(node);
                limited |= Zone.isLimit(
                        leaves ? node.zone().exportLimit() : node.zone().importLimit());
                wh = Math.min(wh, (leaves ? out : in)[node.place()]);
            }
            for (Node node : limited ? lane.way() : List.<Node>of()) {
                (above.contains(node) ? out : in)[node.place()] -= wh;
            }
            most[lane.number()] = limited ? wh : ANY;
        }
        PairPlan plan = cheapest(book, ties, lane -> most[lane.number()]);
        return new PairPlan(book, plan.lanes, plan.lots, welfare().subtract(plan.welfare()));
    }

    /** What each zone sends to its parent, net, by its place. */
    long[] sent(Grid grid) {
        long[] sent = new long[grid.nodes().size()];
        for (PairBook.Lane lane : book.lanes()) {
            List<Node> above = lane.seller().node().upToRoot();
            for (Node node : lane.way()) {
                sent[node.place()] += above.contains(node) ? lanes[lane.number()] : -lanes[lane.number()];
            }
        }
        return sent;
    }

    BigInteger welfare() {
        BigInteger sum = BigInteger.ZERO;
        for (PairBook.Lot lot : book.lots()) {
            sum = sum.add(BigInteger.valueOf(lot.sells() ? -lot.limit() : lot.limit())
                    .multiply(BigInteger.valueOf(lots[lot.number()])));
        }
        for (PairBook.Lane lane : book.lanes()) {
            sum = sum.subtract(BigInteger.valueOf(lane.fee()).multiply(BigInteger.valueOf(lanes[lane.number()])));
        }
        return sum;
    }

    long of(PairBook.Lot lot) {
        return lots[lot.number()];
    }

    long of(PairBook.Lane lane) {
        return lanes[lane.number()];
    }

    boolean isEmpty() {
        for (long wh : lanes) {
            if (wh > 0) {
                return false;
            }
        }
        return true;
    }
}
