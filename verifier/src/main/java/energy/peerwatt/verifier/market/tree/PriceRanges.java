package energy.peerwatt.verifier.market.tree;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The prices of all zones that keep within given bounds and differ along each edge by a given range; micro-currency per
 * kWh. On a tree it is enough to narrow every parent by its children and then every child by its parent.
 */
final class PriceRanges {
    /** Stands for no bound; with a minus, for no lower bound. */
    static final long NONE = Long.MAX_VALUE;

    private final List<Node> downwards;
    private final long[] lowest;
    private final long[] highest;
    private final long[] leastGap;
    private final long[] mostGap;

    PriceRanges(Grid grid) {
        downwards = grid.downwards();
        lowest = new long[downwards.size()];
        highest = filled(NONE);
        leastGap = filled(-NONE);
        mostGap = filled(NONE);
    }

    private PriceRanges(PriceRanges other) {
        downwards = other.downwards;
        lowest = other.lowest.clone();
        highest = other.highest.clone();
        leastGap = other.leastGap.clone();
        mostGap = other.mostGap.clone();
    }

    private long[] filled(long value) {
        long[] values = new long[downwards.size()];
        Arrays.fill(values, value);
        return values;
    }

    void atLeast(Node node, long price) {
        lowest[node.place()] = Math.max(lowest[node.place()], price);
    }

    void atMost(Node node, long price) {
        highest[node.place()] = Math.min(highest[node.place()], price);
    }

    /** By how much the price of the parent is above that of a zone. */
    void gap(Node node, long least, long most) {
        leastGap[node.place()] = least;
        mostGap[node.place()] = most;
    }

    /** The same with every range as narrow as the others make it; null if no prices are left. */
    @Nullable
    PriceRanges narrowed() {
        PriceRanges narrow = new PriceRanges(this);
        for (Node node : downwards.reversed()) {
            if (node.parent() != null) {
                narrow.parentBy(node, node.parent());
            }
        }
        for (Node node : downwards) {
            if (node.parent() != null) {
                narrow.childBy(node, node.parent());
            }
        }
        for (Node node : downwards) {
            if (narrow.lowest[node.place()] > narrow.highest[node.place()]) {
                return null;
            }
        }
        return narrow;
    }

    private void parentBy(Node node, Node parent) {
        atLeast(parent, lower(lowest[node.place()], leastGap[node.place()]));
        atMost(parent, upper(highest[node.place()], mostGap[node.place()]));
    }

    private void childBy(Node node, Node parent) {
        atLeast(node, lower(lowest[parent.place()], -mostGap[node.place()]));
        atMost(node, upper(highest[parent.place()], -leastGap[node.place()]));
    }

    private static long lower(long price, long gap) {
        return gap == -NONE ? -NONE : price + gap;
    }

    private static long upper(long price, long gap) {
        return price == NONE || gap == NONE ? NONE : price + gap;
    }

    long lowest(Node node) {
        return lowest[node.place()];
    }

    /** {@link #NONE} if there is no highest. */
    long highest(Node node) {
        return highest[node.place()];
    }
}
