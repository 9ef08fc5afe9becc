package energy.peerwatt.messages.time;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Market time that a whole stack shares through one small file: anchor + speed x elapsed real time. All processes of a
 * stack read the same file, so they agree; a stack that stands still writes speed 0. The file is looked at again when
 * its time of modification changes, at most ten times a second.
 *
 * <p>In production there is no file: services use {@link Clock#systemUTC()}.
 */
public final class MarketClock extends Clock {
    private static final long LOOK_AGAIN_NANOS = 100_000_000L;

    private final Path file;
    private final Clock real;
    private volatile Reading reading;

    private record Reading(MarketTime time, FileTime modified, long lookedAtNanos) {}

    private MarketClock(Path file, Clock real) {
        this.file = file;
        this.real = real;
        this.reading = read();
    }

    /**
     * @throws UncheckedIOException if the file is not there
     * @throws IllegalArgumentException if it does not hold a market time
     */
    public static MarketClock of(Path file) {
        return new MarketClock(file, Clock.systemUTC());
    }

    static MarketClock of(Path file, Clock real) {
        return new MarketClock(file, real);
    }

    @Override
    public Instant instant() {
        return current().at(real.instant());
    }

    /** How fast market time passes now; 0 while it is frozen. */
    public long speed() {
        return current().speed();
    }

    /** Real time until the market reaches {@code instant}; a second if it is frozen, then ask again. */
    public Duration realTimeUntil(Instant instant) {
        MarketTime time = current();
        if (time.speed() == 0) {
            return Duration.ofSeconds(1);
        }
        Duration left = Duration.between(time.at(real.instant()), instant);
        return left.isNegative() ? Duration.ZERO : left.dividedBy(time.speed());
    }

    private MarketTime current() {
        Reading known = reading;
        if (System.nanoTime() - known.lookedAtNanos < LOOK_AGAIN_NANOS) {
            return known.time;
        }
        Reading fresh = read();
        reading = fresh;
        return fresh.time;
    }

    private Reading read() {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            Reading known = reading;
            if (known != null && known.modified.equals(modified)) {
                return new Reading(known.time, modified, System.nanoTime());
            }
            return new Reading(MarketTime.parse(Files.readString(file)), modified, System.nanoTime());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the market clock " + file, e);
        }
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Market time has no zone but UTC. */
    @Override
    public Clock withZone(ZoneId zone) {
        if (zone.equals(ZoneOffset.UTC)) {
            return this;
        }
        throw new UnsupportedOperationException("market time is UTC");
    }
}
