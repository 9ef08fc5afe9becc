package energy.peerwatt.metergateway.reading.domain;

import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notices a counter that stands still while power flows. What the power would have counted is only compared with a limit:
 * it never becomes energy.
 *
 * @param importWattMillis what flowed in since the import counter moved; of two powers the lesser counts
 * @param exportWattMillis the same for export
 */
public record StandstillWatch(@Nullable Moment last, long importWattMillis, long exportWattMillis) {
    private static final long MILLIS_PER_HOUR = 3_600_000;
    /** Far above what a register may be behind. */
    private static final long STEPS = 10;

    private static final long LEAST_WH = 200;
    /** Nobody knows the power between reads that are further apart. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** What one read said. */
    public record Moment(CounterRead counters, Power power) {}

    public static StandstillWatch fresh() {
        return new StandstillWatch(null, 0, 0);
    }

    public StandstillWatch see(CounterRead counters, Optional<Power> power) {
        if (power.isEmpty()) {
            return this;
        }
        Moment now = new Moment(counters, power.get());
        if (last == null) {
            return new StandstillWatch(now, 0, 0);
        }
        long millis = millis(last.counters().at(), counters.at());
        long before = last.power().watts();
        long after = power.get().watts();
        long in = Math.max(0, Math.min(before, after)) * millis;
        long out = Math.max(0, Math.min(-before, -after)) * millis;
        return new StandstillWatch(
                now,
                moved(last.counters().imported(), counters.imported()) ? 0 : importWattMillis + in,
                moved(last.counters().exported(), counters.exported()) ? 0 : exportWattMillis + out);
    }

    /** Whether a counter should have moved long ago. */
    public boolean stuck() {
        return last != null
                && (beyond(importWattMillis, last.counters().importRegister())
                        || beyond(exportWattMillis, last.counters().exportRegister()));
    }

    private static boolean beyond(long wattMillis, CounterRegister register) {
        return wattMillis / MILLIS_PER_HOUR >= Math.max(LEAST_WH, STEPS * register.stepWh());
    }

    private static boolean moved(Energy before, Energy after) {
        return !before.equals(after);
    }

    private static long millis(Instant before, Instant after) {
        Duration elapsed = Duration.between(before, after);
        return elapsed.isNegative() || elapsed.compareTo(LONGEST) > 0 ? 0 : elapsed.toMillis();
    }
}
