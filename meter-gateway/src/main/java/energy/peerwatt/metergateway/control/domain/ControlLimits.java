package energy.peerwatt.metergateway.control.domain;

import java.time.Duration;

/**
 * How a gateway treats set-points. All durations are market time.
 *
 * @param longestWindow the most that an order may hold a device
 * @param reversion after which a device that hears nothing goes back to its own operation
 * @param observation how long the measured power may take to follow
 * @param writeInterval between two different values for one device: many keep them in memory that wears out
 * @param retryStep after the n-th failure in a row n times this, up to ten times
 */
public record ControlLimits(
        Duration longestWindow, Duration reversion, Duration observation, Duration writeInterval, Duration retryStep) {
    /** An order to a device that cannot revert by itself may not hold it longer. */
    public static final Duration LONGEST_WITHOUT_REVERSION = Duration.ofMinutes(15);

    private static final long SHORTEST_REVERSION_SECONDS = 60;
    private static final long LONGEST_RENEWAL_SECONDS = 60;
    /** The most that a 16-bit register can hold and still be implemented. */
    private static final long MOST_SECONDS = 0xFFFE;

    private static final int MOST_STEPS = 10;

    public ControlLimits {
        if (reversion.toSeconds() < SHORTEST_REVERSION_SECONDS || reversion.toSeconds() > MOST_SECONDS) {
            throw new IllegalArgumentException("a reversion takes " + SHORTEST_REVERSION_SECONDS + " to " + MOST_SECONDS
                    + " s of market time, not " + reversion.toSeconds());
        }
        if (longestWindow.isNegative() || observation.isNegative() || writeInterval.isNegative()) {
            throw new IllegalArgumentException("a duration is negative");
        }
        if (!retryStep.isPositive()) {
            throw new IllegalArgumentException("a retry takes time");
        }
    }

    /** Seconds for the timer of a device that is to be held for so long: it should not outlast the order by much. */
    public int reversionSeconds(Duration left) {
        return Math.toIntExact(Math.min(reversion.toSeconds(), Math.max(SHORTEST_REVERSION_SECONDS, left.toSeconds())));
    }

    /** After which a set-point with such a timer is written again; without a timer somebody else may have changed it. */
    public Duration renewal(int reversionSeconds) {
        return Duration.ofSeconds(
                reversionSeconds == 0
                        ? LONGEST_RENEWAL_SECONDS
                        : Math.min(reversionSeconds / 2, LONGEST_RENEWAL_SECONDS));
    }

    public Duration retryAfter(int failures) {
        return retryStep.multipliedBy(Math.min(failures, MOST_STEPS));
    }
}
