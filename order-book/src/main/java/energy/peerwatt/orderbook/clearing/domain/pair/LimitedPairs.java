package energy.peerwatt.orderbook.clearing.domain.pair;

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
 * fractions, and branching where its plan is not whole. Stops after {@link #MOST_BRANCHES} and then says by how much
 * the plan could be bettered at most; so does a market too large for it.
 */
final class LimitedPairs {
    /** How many programmes are solved before the best plan so far is taken. */
    static final int MOST_BRANCHES = 1_000;

    /** Largest tableau, in cells. */
    static final long MOST_CELLS = 400_000;

    private final PairMarket market;
    private final EdgeFlows before;
    private final int lots;
    private final int variables;
    private final List<long[]> factors = new ArrayList<>();
    private final List<Long> bounds = new ArrayList<>();
    private final BigInteger[] value;
    private final BigInteger unit;

    private LimitedPairs(PairMarket market, EdgeFlows before) {
        this.market = market;
        this.before = before;
        this.lots = market.lots().size();
        this.variables = lots + market.lanes().size();
        this.value = new BigInteger[variables];
        long farthest = market.lanes().stream()
                .mapToLong(PairMarket.Lane::distance)
                .max()
                .orElse(0);
        BigInteger all =
                market.lots().stream().map(lot -> BigInteger.valueOf(lot.wh())).reduce(BigInteger.ONE, BigInteger::add);
        BigInteger bonus = all.multiply(BigInteger.valueOf(farthest + 1));
        this.unit = all.multiply(bonus.add(BigInteger.valueOf(farthest + 1)));
        for (int i = 0; i < lots; i++) {
            Lot lot = market.lots().get(i);
            BigInteger limit = unit.multiply(BigInteger.valueOf(lot.limit()));
            value[i] = market.sells(lot) ? limit.negate() : limit.add(bonus);
        }
        for (int i = lots; i < variables; i++) {
            PairMarket.Lane lane = market.lanes().get(i - lots);
            value[i] = unit.multiply(BigInteger.valueOf(lane.fee()))
                    .add(BigInteger.valueOf(lane.distance()))
                    .negate();
        }
    }

    /**
     * @param market of parties told apart by their limits
     * @param before what flows already
     */
    static PairFlows solve(PairMarket market, EdgeFlows before) {
        PairFlows trimmed = TrimmedPairs.solve(market, before, PairNetwork.solve(market));
        LimitedPairs limited = new LimitedPairs(market, before);
        limited.lotsAndOrders();
        limited.parties();
        limited.edges();
        return (long) limited.factors.size() * limited.variables > MOST_CELLS ? trimmed : limited.branch(trimmed);
    }

    private void add(long[] row, long bound) {
        factors.add(row);
        bounds.add(bound);
    }

    private void lotsAndOrders() {
        Map<Integer, long[]> orders = new HashMap<>();
        for (int i = 0; i < lots; i++) {
            Lot lot = market.lots().get(i);
            long[] row = new long[variables];
            row[i] = 1;
            add(row, lot.wh());
            orders.computeIfAbsent(lot.order(), order -> new long[variables])[i] = 1;
        }
        orders.keySet().stream().sorted().forEach(order -> {
            long[] row = orders.get(order);
            if (Arrays.stream(row).sum() > 1) {
                add(row, market.offered()[order]);
            }
        });
    }

    /** What the lots of a party trade is what its lanes carry: not less, and not more to make room on an edge. */
    private void parties() {
        long[][] rows = new long[market.parties().size()][variables];
        for (int i = 0; i < lots; i++) {
            Lot lot = market.lots().get(i);
            rows[lot.party()][i] = market.sells(lot) ? -1 : 1;
        }
        for (int i = 0; i < market.lanes().size(); i++) {
            rows[market.lanes().get(i).seller()][lots + i] = 1;
            rows[market.lanes().get(i).buyer()][lots + i] = -1;
        }
        for (long[] row : rows) {
            add(row, 0);
            add(Arrays.stream(row).map(factor -> -factor).toArray(), 0);
        }
    }

    private void edges() {
        ZoneTree tree = market.table().tree();
        long[][] ups = new long[tree.size()][];
        for (int i = 0; i < market.lanes().size(); i++) {
            PairMarket.Lane lane = market.lanes().get(i);
            int from = market.parties().get(lane.seller()).zone();
            int to = market.parties().get(lane.buyer()).zone();
            for (ZoneTree.Step step : tree.path(from, to)) {
                if (ups[step.zone()] == null) {
                    ups[step.zone()] = new long[variables];
                }
                ups[step.zone()][lots + i] = step.up() ? 1 : -1;
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
            long[] row = new long[variables];
            for (int i = 0; i < variables; i++) {
                row[i] = sign * up[i];
            }
            add(row, room);
        }
    }

    private record Node(ExactSimplex programme, BigInteger bound) {}

    private PairFlows branch(PairFlows first) {
        ExactSimplex root = new ExactSimplex(value);
        root.atMost(
                factors.toArray(long[][]::new),
                bounds.stream().mapToLong(Long::longValue).toArray());
        root.maximize();
        PairFlows best = first;
        BigInteger bestValue = value(first);
        Deque<Node> open = new ArrayDeque<>();
        open.push(new Node(root, root.bound()));
        for (int solved = 0; !open.isEmpty() && solved < MOST_BRANCHES; solved++) {
            Node node = open.pop();
            if (node.bound.compareTo(bestValue) <= 0) {
                continue;
            }
            int fractional = node.programme.fractional(variables);
            if (fractional < 0) {
                best = plan(node.programme);
                bestValue = value(best);
                continue;
            }
            long floor = node.programme.floor(fractional);
            push(open, node.programme.with(fractional, true, floor));
            push(open, node.programme.with(fractional, false, floor + 1));
        }
        BigInteger ceiling = open.stream().map(Node::bound).reduce(bestValue, BigInteger::max);
        // Rounded up: the lesser wishes are a part of the ceiling.
        BigInteger gap =
                ceiling.subtract(bestValue).add(unit).subtract(BigInteger.ONE).divide(unit);
        return best.withGap(gap);
    }

    private static void push(Deque<Node> open, @Nullable ExactSimplex programme) {
        if (programme != null) {
            open.push(new Node(programme, programme.bound()));
        }
    }

    private PairFlows plan(ExactSimplex programme) {
        long[] ofLots = new long[lots];
        long[] ofLanes = new long[variables - lots];
        for (int i = 0; i < variables; i++) {
            if (i < lots) {
                ofLots[i] = programme.floor(i);
            } else {
                ofLanes[i - lots] = programme.floor(i);
            }
        }
        return new PairFlows(ofLots, ofLanes, BigInteger.ZERO);
    }

    private BigInteger value(PairFlows flows) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < variables; i++) {
            long wh = i < lots ? flows.lots()[i] : flows.lanes()[i - lots];
            sum = sum.add(value[i].multiply(BigInteger.valueOf(wh)));
        }
        return sum;
    }
}
