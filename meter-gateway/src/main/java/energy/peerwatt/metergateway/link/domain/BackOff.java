package energy.peerwatt.metergateway.link.domain;

import java.time.Duration;

/**
 * How long a unit that does not answer is left alone: after the n-th failure in a row n times the step, up to the longest
 * rest. A dead unit then costs its bus next to nothing.
 */
public final class BackOff {
    private final long stepNanos;
    private final long longestNanos;
    private int failures;
    private long restingUntilNanos;

    public BackOff(Duration step, Duration longest) {
        this.stepNanos = step.toNanos();
        this.longestNanos = longest.toNanos();
    }

    /** @param nowNanos of a clock that only goes on, as are all times here */
    public boolean resting(long nowNanos) {
        return failures > 0 && restingUntilNanos - nowNanos > 0;
    }

    /** How long it is still left alone; zero if it is not. */
    public Duration left(long nowNanos) {
        return resting(nowNanos) ? Duration.ofNanos(restingUntilNanos - nowNanos) : Duration.ZERO;
    }

    public int failures() {
        return failures;
    }

    public void failed(long nowNanos) {
        failures++;
        restingUntilNanos = nowNanos + Math.min(longestNanos, stepNanos * failures);
    }

    public void answered() {
        failures = 0;
    }
}
