package energy.peerwatt.verifier.market.tree;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The best plan of whole Wh where somebody chooses partners and limits of edges bind. */
final class WholePlan {
    private final PairBook book;
    private final List<long[]> factors = new ArrayList<>();
    private final List<Long> bounds = new ArrayList<>();
    private final BigInteger[] value;
    private BigInteger best = BigInteger.ZERO;
    private long[] plan;

    WholePlan(Grid grid, PairBook book, EarlyTrades before, Ties ties) {
        this.book = book;
        this.value = new BigInteger[book.lanes().size()];
        this.plan = new long[value.length];
        weigh(ties);
        orders(before);
        edges(grid);
    }

    /** Money counts before volume, volume before edges passed, these before weights, whatever their amounts. */
    private void weigh(Ties ties) {
        BigInteger wh = BigInteger.ONE;
        for (PairBook.Lot lot : book.lots()) {
            wh = wh.add(BigInteger.valueOf(lot.wh()));
        }
        long farthest = 1;
        for (PairBook.Lane lane : book.lanes()) {
            farthest = Math.max(farthest, lane.way().size() + 1L);
        }
        BigInteger edge = Ties.ABOVE.multiply(wh);
        BigInteger volume = edge.multiply(wh).multiply(BigInteger.valueOf(farthest));
        BigInteger money = volume.multiply(wh).shiftLeft(1);
        for (PairBook.Lane lane : book.lanes()) {
            value[lane.number()] = money.multiply(BigInteger.valueOf(lane.gain()))
                    .add(volume)
                    .subtract(edge.multiply(BigInteger.valueOf(lane.way().size())))
                    .subtract(BigInteger.valueOf(ties.weight(lane.name())));
        }
    }

    private void orders(EarlyTrades before) {
        Map<Order, long[]> ofOrders = new LinkedHashMap<>();
        for (PairBook.Group group : book.groups()) {
            long[] row = new long[value.length];
            for (PairBook.Lane lane : book.lanes()) {
                row[lane.number()] = lane.seller() == group || lane.buyer() == group ? 1 : 0;
            }
            factors.add(row);
            bounds.add(group.lots().stream().mapToLong(PairBook.Lot::wh).sum());
            PairBook.Lot one = group.lots().getFirst();
            if (!one.shared()) {
                long[] all = ofOrders.computeIfAbsent(one.order(), order -> new long[value.length]);
                for (int j = 0; j < row.length; j++) {
                    all[j] = Math.max(all[j], row[j]);
                }
            }
        }
        ofOrders.forEach((order, row) -> {
            factors.add(row);
            bounds.add(before.left(order));
        });
    }

    private void edges(Grid grid) {
        for (Node node : grid.nodes()) {
            long[] out = new long[value.length];
            long[] in = new long[value.length];
            for (PairBook.Lane lane : book.lanes()) {
                if (lane.way().contains(node)) {
                    boolean leaves = lane.seller().node().upToRoot().contains(node);
                    out[lane.number()] = leaves ? 1 : -1;
                    in[lane.number()] = leaves ? -1 : 1;
                }
            }
            limit(out, node.zone().exportLimit());
            limit(in, node.zone().importLimit());
        }
    }

    private void limit(long[] row, long most) {
        if (Zone.isLimit(most)) {
            factors.add(row);
            bounds.add(most);
        }
    }

    /**
     * Wh by lane.
     *
     * @param most work, in cells of tables; null if that is not enough
     */
    long @Nullable [] best(long most) {
        Programme programme = new Programme(value, factors, bounds, new Work(most));
        return programme.maximize() && search(programme) ? plan : null;
    }

    /** False if the work is too much. */
    private boolean search(@Nullable Programme programme) {
        if (programme == null || programme.value().compareTo(best) <= 0) {
            return true;
        }
        if (programme.work().isTooMuch()) {
            return false;
        }
        int broken = programme.broken(value.length);
        if (broken < 0) {
            best = programme.value();
            for (int j = 0; j < plan.length; j++) {
                plan[j] = programme.of(j).longValueExact();
            }
            return true;
        }
        BigInteger floor = programme.of(broken);
        return search(programme.with(broken, false, floor.add(BigInteger.ONE)))
                && search(programme.with(broken, true, floor));
    }
}
