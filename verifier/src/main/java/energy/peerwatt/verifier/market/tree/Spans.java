package energy.peerwatt.verifier.market.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All numbers that keep within bounds, and within distances of each other. */
final class Spans {
    /** Stands for no bound. */
    static final long NONE = Long.MAX_VALUE / 4;

    private final int count;
    private final List<Rule> rules = new ArrayList<>();

    /** What is at {@code to} is at most what is at {@code from} plus {@code plus}; the number 0 is at place 0. */
    private record Rule(int from, int to, long plus) {}

    Spans(int count) {
        this.count = count;
    }

    void atMost(int place, long most) {
        rules.add(new Rule(0, place + 1, most));
    }

    void atLeast(int place, long least) {
        rules.add(new Rule(place + 1, 0, -least));
    }

    /** {@code place} is at most {@code plus} above {@code other}. */
    void atMostAbove(int place, int other, long plus) {
        rules.add(new Rule(other + 1, place + 1, plus));
    }

    boolean isEmpty() {
        return !settle(new long[count + 1], false);
    }

    /** By place, {@link #NONE} where there is no highest; only if not empty. */
    long[] highest() {
        long[] most = start();
        settle(most, false);
        return Arrays.copyOfRange(most, 1, most.length);
    }

    /** By place, minus {@link #NONE} where there is no lowest; only if not empty. */
    long[] lowest() {
        long[] least = start();
        settle(least, true);
        return Arrays.stream(least, 1, least.length).map(each -> -each).toArray();
    }

    private long[] start() {
        long[] start = new long[count + 1];
        Arrays.fill(start, NONE);
        start[0] = 0;
        return start;
    }

    /** Round by round until nothing changes; false if that never ends. */
    private boolean settle(long[] most, boolean backwards) {
        for (int round = 0; round <= count + 1; round++) {
            boolean changed = false;
            for (Rule rule : rules) {
                int from = backwards ? rule.to : rule.from;
                int to = backwards ? rule.from : rule.to;
                if (most[from] < NONE && most[from] + rule.plus < most[to]) {
                    most[to] = most[from] + rule.plus;
                    changed = true;
                }
            }
            if (!changed) {
                return true;
            }
        }
        return false;
    }
}
