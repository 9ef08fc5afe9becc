package energy.peerwatt.orderbook.clearing.domain.price;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * All prices that hold a set of bounds and differences, micro-currency per kWh. If two sets of prices do, so do the
 * lower and the higher of each pair, and everything between: so there is one lowest and one highest set, and the same
 * share of the way between them is allowed everywhere.
 */
public final class PriceRoom {
    /** Stands for a price without a bound. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    private static final int ZERO = 0;

    private final int places;
    private final List<Bound> bounds = new ArrayList<>();

    /** @param upTo price of place {@code to} is at most that of place {@code from} plus this */
    private record Bound(int from, int to, long upTo) {}

    /** @param places how many prices there are */
    public PriceRoom(int places) {
        this.places = places;
    }

    public void atLeast(int place, long price) {
        bounds.add(new Bound(place + 1, ZERO, -price));
    }

    public void atMost(int place, long price) {
        bounds.add(new Bound(ZERO, place + 1, price));
    }

    /** The price of {@code place} is at most that of {@code other} plus {@code difference}. */
    public void atMostAbove(int place, int other, long difference) {
        bounds.add(new Bound(other + 1, place + 1, difference));
    }

    /** As {@link #atMostAbove}, but only if there are still prices afterwards; says whether there are. */
    public boolean atMostAboveIfPossible(int place, int other, long difference) {
        bounds.add(new Bound(other + 1, place + 1, difference));
        boolean possible = !isEmpty();
        if (!possible) {
            bounds.removeLast();
        }
        return possible;
    }

    /** Whether no prices hold all of it. */
    public boolean isEmpty() {
        long[] reach = new long[places + 1];
        return !relax(reach, true);
    }

    /** Highest price of each place, {@link #UNBOUNDED} where there is none. Only if not empty. */
    public long[] highest() {
        long[] reach = start();
        relax(reach, true);
        return Arrays.copyOfRange(reach, 1, places + 1);
    }

    /** Lowest price of each place, {@link #UNBOUNDED} where there is none. Only if not empty. */
    public long[] lowest() {
        long[] reach = start();
        relax(reach, false);
        long[] lowest = new long[places];
        for (int i = 0; i < places; i++) {
            lowest[i] = reach[i + 1] == UNBOUNDED ? UNBOUNDED : -reach[i + 1];
        }
        return lowest;
    }

    private long[] start() {
        long[] reach = new long[places + 1];
        Arrays.fill(reach, UNBOUNDED);
        reach[ZERO] = 0;
        return reach;
    }

    /** Shortest ways from what is reached; false if there is a cycle that shortens itself for ever. */
    private boolean relax(long[] reach, boolean forwards) {
        List<List<Bound>> leaving = new ArrayList<>();
        for (int i = 0; i <= places; i++) {
            leaving.add(new ArrayList<>());
        }
        for (Bound bound : bounds) {
            leaving.get(forwards ? bound.from : bound.to).add(bound);
        }
        Deque<Integer> open = new ArrayDeque<>();
        boolean[] isOpen = new boolean[places + 1];
        int[] hops = new int[places + 1];
        for (int i = 0; i <= places; i++) {
            if (reach[i] != UNBOUNDED) {
                open.add(i);
                isOpen[i] = true;
            }
        }
        while (!open.isEmpty()) {
            int at = open.remove();
            isOpen[at] = false;
            for (Bound bound : leaving.get(at)) {
                int to = forwards ? bound.to : bound.from;
                long length = reach[at] + bound.upTo;
                if (length < reach[to]) {
                    reach[to] = length;
                    hops[to] = hops[at] + 1;
                    if (hops[to] > places + 1) {
                        return false;
                    }
                    if (!isOpen[to]) {
                        isOpen[to] = true;
                        open.add(to);
                    }
                }
            }
        }
        return true;
    }
}
