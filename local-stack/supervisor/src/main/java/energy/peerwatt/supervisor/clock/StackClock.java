package energy.peerwatt.supervisor.clock;

import energy.peerwatt.messages.time.MarketTime;
import energy.peerwatt.servers.Watchdog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The market clock file of a stack. Beside it lies a second one, frozen a little ahead of market time and renewed every
 * second: when this process dies, a watchdog puts it in the place of the first; when the whole machine dies, the next
 * start does. So market time goes on, may jump by a few seconds of real time, and never runs backwards.
 */
public final class StackClock implements AutoCloseable {
    private static final Duration AHEAD = Duration.ofSeconds(5);
    private static final String HAND_OVER = "mv -f \"$1\" \"$2\"";

    private final Path file;
    private final Path ahead;
    private final Clock real;
    private final Watchdog watchdog;
    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("market-clock").factory());
    private MarketTime time;

    private StackClock(Path folder, Clock real, MarketTime time) {
        this.file = folder.resolve("clock");
        this.ahead = folder.resolve("clock.ahead");
        this.real = real;
        this.time = time;
        write(ahead, time);
        write(file, time);
        this.watchdog = Watchdog.onDeath(HAND_OVER, ahead.toString(), file.toString());
    }

    /** Frozen at {@code first} in a new folder, or where it was left in a used one. */
    public static StackClock frozen(Path folder, Instant first, Clock real) {
        Path file = folder.resolve("clock");
        Path ahead = folder.resolve("clock.ahead");
        Instant market = first;
        if (Files.exists(file)) {
            MarketTime left = read(file);
            boolean died = left.speed() != 0;
            market = died && Files.exists(ahead) ? read(ahead).marketAnchor() : left.marketAnchor();
        }
        return new StackClock(folder, real, new MarketTime(market, real.instant(), 0));
    }

    public Path file() {
        return file;
    }

    public synchronized Instant now() {
        return time.at(real.instant());
    }

    /** @param speed how many times as fast as real time */
    public synchronized void run(long speed) {
        MarketTime running = time.withSpeed(real.instant(), speed);
        renew(running);
        time = running;
        write(file, time);
        renewal.scheduleAtFixedRate(this::renew, 1, 1, TimeUnit.SECONDS);
    }

    private synchronized void renew() {
        try {
            renew(time);
        } catch (UncheckedIOException e) {
            // Thrown from here it would end the renewal for good; a later one may succeed.
            System.err.println("the market clock cannot be kept: " + e.getMessage());
        }
    }

    private void renew(MarketTime of) {
        Instant now = real.instant();
        write(ahead, new MarketTime(of.at(now.plus(AHEAD)), now, 0));
    }

    /** Freezes market time where it is. */
    @Override
    public synchronized void close() {
        renewal.shutdownNow();
        time = time.withSpeed(real.instant(), 0);
        write(file, time);
        write(ahead, time);
        watchdog.close();
    }

    private static MarketTime read(Path file) {
        try {
            return MarketTime.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the market clock " + file, e);
        }
    }

    private static void write(Path file, MarketTime time) {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(beside, time.text());
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the market clock " + file, e);
        }
    }
}
