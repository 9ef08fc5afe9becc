package energy.peerwatt.metergateway.plan.domain;

/**
 * How much of the last minute a bus was taken up. Times are those of a clock that only goes on, in nanoseconds. For one
 * thread at a time.
 */
public final class Utilisation {
    private static final int SECONDS = 60;
    private static final long SECOND = 1_000_000_000L;
    private static final int PERMILLE = 1000;

    private final long[] busy = new long[SECONDS];
    private final long[] second = new long[SECONDS];

    public void busy(long fromNanos, long toNanos) {
        long from = fromNanos;
        while (from < toNanos) {
            long number = Math.floorDiv(from, SECOND);
            long to = Math.min(toNanos, (number + 1) * SECOND);
            int slot = (int) Math.floorMod(number, (long) SECONDS);
            if (second[slot] != number) {
                second[slot] = number;
                busy[slot] = 0;
            }
            busy[slot] += to - from;
            from = to;
        }
    }

    public int permille(long nowNanos) {
        long now = Math.floorDiv(nowNanos, SECOND);
        long total = 0;
        for (int i = 0; i < SECONDS; i++) {
            if (now - second[i] < SECONDS) {
                total += busy[i];
            }
        }
        return (int) (total * PERMILLE / (SECONDS * SECOND));
    }
}
