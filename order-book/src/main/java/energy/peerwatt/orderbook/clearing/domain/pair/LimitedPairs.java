package energy.peerwatt.orderbook.clearing.domain.pair;

import energy.peerwatt.orderbook.clearing.domain.flow.Alternatives;
import energy.peerwatt.orderbook.clearing.domain.flow.Desk;
import energy.peerwatt.orderbook.clearing.domain.grid.EdgeFlows;
import energy.peerwatt.orderbook.clearing.domain.grid.ZoneTree;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maximum welfare between parties when limits of edges bind too: no network any more, so a linear programme in exact
 * fractions with a variable for each lane, and branching where its plan is not whole. A market too large for it, or one
 * that is not solved when {@link #MOST_WORK} is done, takes the plan of {@link TrimmedPairs}, which says by how much it
 * could be bettered at most: whoever solves it again has the same two plans to choose from.
 */
final class LimitedPairs {
    /** Cells of tableaus that are worked on before the best plan so far is taken; seconds, not minutes. */
    static final long MOST_WORK = 200_000_000;

    /** Largest tableau, in cells, reckoned with a lane between any seller and any buyer. */
    static final long MOST_CELLS = 10_000_000;

    private final PairMarket market;
    private final EdgeFlows before;
    private final int lanes;
    private final List<long[]> factors = new ArrayList<>();
    private final List<Long> bounds = new ArrayList<>();
    private final BigInteger[] value;

    private LimitedPairs(PairMarket market, EdgeFlows before) {
        this.market = market;
        this.before = before;
        this.lanes = market.lanes().size();
        long farthest = market.lanes().stream()
                .mapToLong(PairMarket.Lane::distance)
                .max()
                .orElse(0);
        BigInteger all =
                market.lots().stream().map(lot -> BigInteger.valueOf(lot.wh())).reduce(BigInteger.ONE, BigInteger::add);
        // An edge of a way outweighs all ties, a Wh of volume all ways, a unit of welfare all volume and all ways.
        BigInteger edge = all.multiply(BigInteger.valueOf(PairTies.MOST));
        BigInteger bonus = edge.multiply(all).multiply(BigInteger.valueOf(farthest + 1));
        BigInteger unit = all.multiply(bonus.add(BigInteger.ONE));
        long[] ties = market.ties().lanes();
        this.value = new BigInteger[lanes];
        for (int i = 0; i < lanes; i++) {
            PairMarket.Lane lane = market.lanes().get(i);
            value[i] = unit.multiply(BigInteger.valueOf(market.gain(lane)))
                    .add(bonus)
                    .subtract(edge.multiply(BigInteger.valueOf(lane.distance())))
                    .subtract(BigInteger.valueOf(ties[i]));
        }
    }

    /**
     * A market and a plan for it.
     *
     * @param market whose parties the plan is about
     */
    record Solved(PairMarket market, PairFlows flows) {}

    /**
     * @param alike the market of parties that differ by more than their limits
     * @param unlimited the best plan for it without limits of edges
     */
    static Solved solve(Desk desk, Alternatives alternatives, PairMarket alike, PairFlows unlimited) {
        PairFlows trimmed = TrimmedPairs.solve(alike, desk.flows(), unlimited);
        if (alike.cellsByLimit() > MOST_CELLS) {
            return new Solved(alike, trimmed);
        }
        PairMarket market = new PairMarket(desk, alternatives, true);
        LimitedPairs limited = new LimitedPairs(market, desk.flows());
        limited.orders();
        limited.edges();
        PairFlows best = limited.branch();
        return best == null ? new Solved(alike, trimmed) : new Solved(market, best);
    }

    private void add(long[] row, long bound) {
        factors.add(row);
        bounds.add(bound);
    }

    /** No party trades more than it has, and no order more by all its alternatives. */
    private void orders() {
        long[][] ofParties = new long[market.parties().size()][lanes];
        for (int i = 0; i < lanes; i++) {
            ofParties[market.lanes().get(i).seller()][i] = 1;
            ofParties[market.lanes().get(i).buyer()][i] = 1;
        }
        long[] has = new long[ofParties.length];
        Map<Integer, long[]> ofOrders = new HashMap<>();
        for (Lot lot : market.lots()) {
            has[lot.party()] += lot.wh();
            if (market.parties().get(lot.party()).order() != null) {
                long[] row = ofOrders.computeIfAbsent(lot.order(), order -> new long[lanes]);
                for (int i = 0; i < lanes; i++) {
                    // Two alternatives may be one party, and its lanes count once.
                    row[i] = Math.max(row[i], ofParties[lot.party()][i]);
                }
            }
        }
        for (int party = 0; party < ofParties.length; party++) {
            add(ofParties[party], has[party]);
        }
        ofOrders.keySet().stream().sorted().forEach(order -> add(ofOrders.get(order), market.offered()[order]));
    }

    private void edges() {
        ZoneTree tree = market.table().tree();
        long[][] ups = new long[tree.size()][];
        for (int i = 0; i < lanes; i++) {
            PairMarket.Lane lane = market.lanes().get(i);
            int from = market.parties().get(lane.seller()).zone();
            int to = market.parties().get(lane.buyer()).zone();
            for (ZoneTree.Step step : tree.path(from, to)) {
                if (ups[step.zone()] == null) {
                    ups[step.zone()] = new long[lanes];
                }
                ups[step.zone()][i] = step.up() ? 1 : -1;
            }
        }
        for (int z = 0; z < ups.length; z++) {
            if (ups[z] != null) {
                limit(ups[z], 1, before.exportRoom(z), tree.exportLimit(z));
                limit(ups[z], -1, before.importRoom(z), tree.importLimit(z));
            }
        }
    }

    private void limit(long[] up, int sign, long room, long limit) {
        if (limit < ZoneTree.NO_LIMIT) {
            add(Arrays.stream(up).map(factor -> sign * factor).toArray(), room);
        }
    }

    private record Node(ExactSimplex programme, BigInteger bound) {}

    /** Null if the work is too much. */
    private @Nullable PairFlows branch() {
        Budget budget = new Budget(MOST_WORK);
        ExactSimplex root = new ExactSimplex(value, budget);
        root.atMost(
                factors.toArray(long[][]::new),
                bounds.stream().mapToLong(Long::longValue).toArray());
        if (!root.maximize()) {
            return null;
        }
        long[] best = new long[lanes];
        BigInteger bestValue = BigInteger.ZERO;
        Deque<Node> open = new ArrayDeque<>();
        open.push(new Node(root, root.bound()));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (node.bound.compareTo(bestValue) <= 0) {
                continue;
            }
            if (budget.isSpent()) {
                return null;
            }
            int fractional = node.programme.fractional(lanes);
            if (fractional < 0) {
                best = plan(node.programme);
                bestValue = value(best);
                continue;
            }
            long floor = node.programme.floor(fractional);
            push(open, node.programme.with(fractional, true, floor));
            push(open, node.programme.with(fractional, false, floor + 1));
        }
        return new PairFlows(market.lotsOf(best), best, null);
    }

    private static void push(Deque<Node> open, @Nullable ExactSimplex programme) {
        if (programme != null) {
            open.push(new Node(programme, programme.bound()));
        }
    }

    private long[] plan(ExactSimplex programme) {
        long[] plan = new long[lanes];
        for (int i = 0; i < lanes; i++) {
            plan[i] = programme.floor(i);
        }
        return plan;
    }

    private BigInteger value(long[] plan) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < lanes; i++) {
            sum = sum.add(value[i].multiply(BigInteger.valueOf(plan[i])));
        }
        return sum;
    }
}
