package energy.peerwatt.metergateway.reading;

import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.time.MarketClock;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.metergateway.task.LongTask;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Waits for slot boundaries of market time. A boundary counts as met within a short window after it; one that passed
 * unseen is made good under the next seal. The very first seal waits for all meters, because trade begins with it: until
 * half of its window is over, and not longer than a bounded real time, so that a dead meter stops nobody.
 */
public final class BoundaryLoop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(BoundaryLoop.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Boundaries reader;
    private final Clock clock;
    private final Timing timing;
    private final SealObserver observer;
    private final LongTask task;
    private final long startedNanos = System.nanoTime();
    private @Nullable Instant done;
    private volatile boolean settled;

    /**
     * @param slot length of the market's slots
     * @param window how late, in market time, a boundary is still read as itself
     * @param poll the longest time between two looks at the clock, in real time
     * @param patience how long the first seal of all waits for meters that do not answer, in real time since the start
     */
    public record Timing(Duration slot, Duration window, Duration poll, Duration patience) {}

    /** What can be done at a boundary. */
    public interface Boundaries {
        /** Whether the last read of every meter was believed. */
        boolean allAnswer();

        /** @return what was sealed; empty if a meter did not answer */
        Optional<ReadingsSealed> readIfAllAnswer(Instant boundary) throws InterruptedException, IOException;

        /** @return what was sealed; empty if no meter answered */
        Optional<ReadingsSealed> read(Instant boundary) throws InterruptedException, IOException;
    }

    /** Is told what was sealed. */
    @FunctionalInterface
    public interface SealObserver {
        /** @param lateness market time between the boundary and the look that sealed it */
        void sealed(ReadingsSealed event, Duration lateness);
    }

    /** @param done the last boundary that was sealed; null if there is none */
    public BoundaryLoop(Boundaries reader, Clock clock, Timing timing, SealObserver observer, @Nullable Instant done) {
        this.reader = reader;
        this.clock = clock;
        this.timing = timing;
        this.observer = observer;
        this.done = done;
        this.settled = done != null;
        this.task = new LongTask("boundaries", this::run);
    }

    public void start() {
        task.start();
    }

    /**
     * Whether market time may run: a boundary was sealed, now or in an earlier run; or none is due and all meters answer;
     * or that was waited for long enough.
     */
    public boolean isSettled() {
        return settled;
    }

    private void run() throws InterruptedException {
        while (true) {
            try {
                Thread.sleep(look());
            } catch (IOException | RuntimeException e) {
                LOG.errorf(e, "a boundary could not be sealed; it is tried again or made good under the next seal");
                Thread.sleep(AFTER_FAILURE);
            }
        }
    }

    /**
     * Reads the newest boundary if it is due.
     *
     * @return how long to wait before the next look
     */
    Duration look() throws InterruptedException, IOException {
        Instant now = clock.instant();
        Slot slot = Slot.containing(now, timing.slot());
        Instant boundary = slot.start();
        boolean due = due(boundary, now);
        boolean patient = System.nanoTime() - startedNanos < timing.patience().toNanos();
        Optional<ReadingsSealed> sealed = due ? sealed(boundary, now, patient) : Optional.empty();
        if (sealed.isPresent()) {
            done = boundary;
            observer.sealed(sealed.get(), Duration.between(boundary, now));
        }
        settled = settled || done != null || !patient || (!due && reader.allAnswer());
        if (due && !boundary.equals(done)) {
            return AFTER_FAILURE;
        }
        Duration untilNext = realTimeUntil(slot.end());
        return untilNext.compareTo(timing.poll()) < 0 ? untilNext : timing.poll();
    }

    private Optional<ReadingsSealed> sealed(Instant boundary, Instant now, boolean patient)
            throws InterruptedException, IOException {
        boolean wantsAll = done == null
                && patient
                && now.isBefore(boundary.plus(timing.window().dividedBy(2)));
        return wantsAll ? reader.readIfAllAnswer(boundary) : reader.read(boundary);
    }

    private boolean due(Instant boundary, Instant now) {
        return (done == null || boundary.isAfter(done)) && !now.isAfter(boundary.plus(timing.window()));
    }

    /** At least a millisecond, so that a clock that rounds does not make this loop spin. */
    private Duration realTimeUntil(Instant instant) {
        Duration left = clock instanceof MarketClock market
                ? market.realTimeUntil(instant)
                : Duration.between(clock.instant(), instant);
        Duration least = Duration.ofMillis(1);
        return left.compareTo(least) < 0 ? least : left;
    }

    @Override
    public void close() {
        task.close();
    }
}
