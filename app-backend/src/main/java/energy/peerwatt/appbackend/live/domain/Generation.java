package energy.peerwatt.appbackend.live.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a home's inverter generated since a moment, summed from its power: a statistic for the eye, rounded down to Wh when
 * read, never money. Gaps longer than five minutes count as nothing.
 */
final class Generation {
    private static final Duration LONGEST_GAP = Duration.ofMinutes(5);
    private static final long WATT_MILLIS_PER_WH = 3_600_000L;

    private Instant since = Instant.MAX;
    private @Nullable Instant last;
    private long lastW;
    private long wattMillis;

    record Sum(Instant since, long wattHours) {}

    /** @param dayStart when the day of {@code now} began; a sum of an earlier day starts again */
    void add(HomeNow now, Instant dayStart) {
        Long watts = now.solarW();
        if (watts == null) {
            return;
        }
        Instant before = last;
        if (before == null || before.isBefore(dayStart)) {
            since = now.at();
            wattMillis = 0;
        } else {
            Duration passed = Duration.between(before, now.at());
            if (passed.compareTo(LONGEST_GAP) <= 0) {
                wattMillis += passed.toMillis() * (lastW + watts) / 2;
            }
        }
        last = now.at();
        lastW = watts;
    }

    @Nullable
    Sum sum() {
        return last == null ? null : new Sum(since, wattMillis / WATT_MILLIS_PER_WH);
    }
}
