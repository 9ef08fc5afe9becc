package energy.peerwatt.metergateway.control.domain;

import energy.peerwatt.metergateway.profile.domain.Control;
import java.time.Duration;
import java.util.Map;

/**
 * How a gateway treats set-points. All durations are market time.
 *
 * @param longestWindow the most that an order may hold a device
 * @param reversion after which a device that hears nothing goes back to its own operation
 * @param observation how long the measured power may take to follow
 * @param writeInterval between two different values for one device, at least
 * @param retryStep after the n-th failure in a row n times this, up to ten times
 * @param budgets how often a register may be written, by where the device keeps it
 */
public record ControlLimits(
        Duration longestWindow,
        Duration reversion,
        Duration observation,
        Duration writeInterval,
        Duration retryStep,
        Map<Control.Persistence, WriteBudget> budgets) {
    /** A device that cannot revert by itself is not held longer. */
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
        budgets = Map.copyOf(budgets);
        for (Control.Persistence persistence : Control.Persistence.values()) {
            if (!budgets.containsKey(persistence)) {
                throw new IllegalArgumentException("no write budget for " + persistence);
            }
        }
    }

    public WriteBudget budget(Control control) {
        return budgets.get(control.persistence());
    }

    /** Between two different values for one device. */
    public Duration interval(Control control) {
        Duration own = Duration.ofSeconds(control.minIntervalSeconds());
        return own.compareTo(writeInterval) > 0 ? own : writeInterval;
    }

    /**
     * Seconds for the timer of a device that is to be held for so long, as the timer counts: it should not outlast the order
     * by much. Where writing may wear the device out it covers the whole rest, so that it need not be written again.
     *
     * @return 0 for a device without a timer
     */
    public int reversionSeconds(Control control, Duration left) {
        long rest = Math.max(SHORTEST_REVERSION_SECONDS, left.toSeconds());
        long wanted =
                switch (control.persistence()) {
                    case RAM -> Math.min(reversion.toSeconds(), rest);
                    case FLASH, UNKNOWN -> rest;
                };
        return control.reversion()
                .map(timer ->
                        Math.toIntExact(Math.min(timer.most(), Math.ceilDiv(wanted, (long) timer.secondsPerStep()))
                                * timer.secondsPerStep()))
                .orElse(0);
    }

    /** After which a set-point with such a timer is looked after again. */
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
