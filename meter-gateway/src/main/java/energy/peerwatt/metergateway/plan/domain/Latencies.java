package energy.peerwatt.metergateway.plan.domain;

import java.time.Duration;
import java.util.Arrays;

/**
 * How long a unit takes to answer, and from that how long it is worth waiting. Characters on the line do not count, so that
 * long and short replies can be compared. For one thread.
 */
public final class Latencies {
    private static final int REMEMBERED = 64;
    private static final int MULTIPLE = 4;
    private static final int PERCENTILE = 95;
    private static final int MOST_DOUBLINGS = 20;

    private final Limits limits;
    private final long[] nanos = new long[REMEMBERED];
    private int count;
    private int silences;

    /**
     * @param least never less than this
     * @param most never more than this, and as long as nothing is known
     */
    public record Limits(Duration least, Duration most) {
        public Limits {
            if (least.isNegative() || most.compareTo(least) < 0) {
                throw new IllegalArgumentException("a timeout of at least " + least + " and at most " + most);
            }
        }
    }

    public Latencies(Limits limits) {
        this.limits = limits;
    }

    public void answered(Duration latency) {
        nanos[count % REMEMBERED] = Math.max(0, latency.toNanos());
        count++;
        silences = 0;
    }

    /** A device that has become slower must not stay beyond its timeout for ever: each silence doubles it. */
    public void silent() {
        silences = Math.min(silences + 1, MOST_DOUBLINGS);
    }

    /** Of the last answers 95 of 100 took no longer; zero if there was none. */
    public Duration percentile() {
        int known = Math.min(count, REMEMBERED);
        if (known == 0) {
            return Duration.ZERO;
        }
        long[] sorted = Arrays.copyOf(nanos, known);
        Arrays.sort(sorted);
        return Duration.ofNanos(sorted[(known * PERCENTILE + 99) / 100 - 1]);
    }

    public Duration timeout() {
        if (count == 0) {
            return limits.most();
        }
        Duration measured = percentile().multipliedBy(MULTIPLE);
        Duration worth = measured.compareTo(limits.least()) < 0 ? limits.least() : measured;
        Duration doubled = worth.multipliedBy(1L << silences);
        return doubled.compareTo(limits.most()) < 0 ? doubled : limits.most();
    }
}
