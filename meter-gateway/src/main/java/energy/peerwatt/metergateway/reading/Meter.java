package energy.peerwatt.metergateway.reading;

import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.outbox.Outbox;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.reading.domain.Begin;
import energy.peerwatt.metergateway.reading.domain.CounterRead;
import energy.peerwatt.metergateway.reading.domain.CounterTracker;
import energy.peerwatt.metergateway.reading.domain.CounterTracker.Outcome;
import energy.peerwatt.metergateway.reading.domain.Epoch;
import energy.peerwatt.metergateway.reading.domain.InstallerTask;
import energy.peerwatt.metergateway.reading.domain.MeterChain;
import energy.peerwatt.metergateway.reading.domain.Plausibility;
import energy.peerwatt.metergateway.reading.domain.StandstillWatch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One meter of this gateway: who it is, whether its counters are believed, what it said last. For any number of threads.
 */
public final class Meter {
    private static final Logger LOG = Logger.getLogger(Meter.class);

    private final Device device;
    private final CountersReader reader;
    private final GatewayState state;
    private final Outbox outbox;
    private final Exchanges exchanges;
    private final Plausibility plausibility;
    private final Optional<Begin> begin;
    private final ReentrantLock reading = new ReentrantLock();
    private final AtomicInteger boundaryReads = new AtomicInteger();
    private CounterTracker tracker;
    private StandstillWatch standstill = StandstillWatch.fresh();
    private volatile Condition condition = Condition.UNSEEN;
    private volatile @Nullable TelemetryReported lastTelemetry;

    /** How it stands with a meter. */
    public enum Condition {
        /** Not read since the gateway started. */
        UNSEEN,
        GOOD,
        /** The last read gave no value. */
        SILENT,
        /** Its counters dropped or jumped; they are held until they make sense. */
        SUSPECT,
        /**
         * Another device answers in its place, or did: nothing is read until that one is commissioned, or the meter is back
         * and an installer has said so.
         */
        IDENTITY_MISMATCH
    }

    /** A believed read, or nothing. */
    public record Believed(MeterAnswer.Answered answer, Outcome.Accepted accepted) {}

    public Meter(Device device, CountersReader reader, GatewayState state, Outbox outbox) {
        this(device, reader, state, outbox, Exchanges.BY_DEVICES_FILE);
    }

    public Meter(Device device, CountersReader reader, GatewayState state, Outbox outbox, Exchanges exchanges) {
        this(device, reader, state, outbox, exchanges, Optional.empty());
    }

    /** @param begin where its readings begin; empty for the first boundary of the gateway */
    public Meter(
            Device device,
            CountersReader reader,
            GatewayState state,
            Outbox outbox,
            Exchanges exchanges,
            Optional<Begin> begin) {
        this.device = device;
        this.begin = begin;
        this.reader = reader;
        this.state = state;
        this.outbox = outbox;
        this.exchanges = exchanges;
        Profile.Limits limits = device.profile().limits();
        this.plausibility = new Plausibility(limits.maxPowerW(), Duration.ofSeconds(limits.updateSeconds()));
        this.tracker = tracker();
        if (isTheOneThatWas()) {
            reader.counted(tracker.hasImported(), tracker.hasExported());
        }
    }

    /** False of a device that is to take the place of the one whose counters are known. */
    private boolean isTheOneThatWas() {
        Optional<String> before = state.serial(id());
        return before.isEmpty() || device.serial().isEmpty() || device.serial().equals(before);
    }

    private CounterTracker tracker() {
        Optional<Epoch> exchanged = state.exchanged(id());
        return begin.isPresent() && exchanged.isEmpty() && state.last(id()).isEmpty()
                ? CounterTracker.from(begin.get().counters(), 0)
                : chain().tracker(exchanged);
    }

    public MeterId id() {
        return device.meter();
    }

    public Device device() {
        return device;
    }

    public Condition condition() {
        return condition;
    }

    public MeterChain chain() {
        return new MeterChain(
                id(),
                device.profile().hash(),
                begin.map(Begin::first).or(state::firstBoundary).orElse(null),
                state.last(id()).orElse(null));
    }

    public MeterChain.Rules rules(Duration slot) {
        return new MeterChain.Rules(slot, plausibility);
    }

    /** The number it must have: the one of the devices file, else the first one seen. */
    public Optional<String> serial() {
        return device.serial().or(() -> state.serial(id()));
    }

    public Optional<TelemetryReported> lastTelemetry() {
        return Optional.ofNullable(lastTelemetry);
    }

    public void reported(TelemetryReported telemetry) {
        lastTelemetry = telemetry;
    }

    /**
     * Reads the counters for a slot boundary, before any other read that has not begun.
     *
     * @param patience how long to wait for a read that has begun
     * @param timeout for one request, the wait for the bus included
     */
    public Optional<Believed> readAtBoundary(Duration patience, Duration timeout)
            throws InterruptedException, IOException {
        boundaryReads.incrementAndGet();
        try {
            return oneAtATime(() -> reader.readCounters(serial(), timeout), patience);
        } finally {
            boundaryReads.decrementAndGet();
        }
    }

    /** Reads counters and power, when nothing is in a hurry; not while a boundary waits. */
    public Optional<Believed> read(Duration timeout) throws InterruptedException, IOException {
        if (boundaryReads.get() > 0) {
            return Optional.empty();
        }
        return oneAtATime(() -> reader.readCountersAndPower(serial(), timeout, () -> boundaryReads.get() > 0), timeout);
    }

    private interface Question {
        MeterAnswer ask() throws InterruptedException;
    }

    /** Reads are judged in the order in which they were made: an older one after a newer one would look like a drop. */
    private Optional<Believed> oneAtATime(Question question, Duration patience)
            throws InterruptedException, IOException {
        if (!reading.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        try {
            return judge(question.ask());
        } finally {
            reading.unlock();
        }
    }

    private Optional<Believed> judge(MeterAnswer answer) throws IOException {
        return switch (answer) {
            case MeterAnswer.Silent silent -> {
                become(Condition.SILENT, silent.reason());
                yield Optional.empty();
            }
            case MeterAnswer.Foreign foreign -> {
                mismatch(
                        foreign.at(), "serial number " + foreign.found() + " answers instead of " + foreign.expected());
                yield Optional.empty();
            }
            case MeterAnswer.Answered answered -> {
                Optional<String> refusal = refusal(answered.serial());
                if (refusal.isPresent()) {
                    mismatch(answered.at(), refusal.get());
                    yield Optional.empty();
                }
                bind(answered);
                if (answered.counters().isEmpty()) {
                    become(Condition.SILENT, "it has no value in its counters");
                    yield Optional.empty();
                }
                yield track(answered);
            }
        };
    }

    private void mismatch(Instant at, String detail) throws IOException {
        become(Condition.IDENTITY_MISMATCH, detail);
        open(InstallerTask.Kind.IDENTITY_MISMATCH, at, detail);
    }

    /** Why nothing that a device with the right serial number says is taken from it; empty if it is. */
    private Optional<String> refusal(String serial) {
        Optional<String> before = state.serial(id());
        if (before.isEmpty()) {
            return Optional.empty();
        }
        if (!before.get().equals(serial)) {
            return exchanges
                    .refusal(id(), serial)
                    .map(why -> "serial number " + serial + " answers instead of " + before.get() + ": " + why);
        }
        // It was away while another one was here: what passed meanwhile nobody knows, and somebody has to have looked.
        return state.task(id(), InstallerTask.Kind.IDENTITY_MISMATCH)
                .map(task -> "it is back, and nobody has said yet what this was: " + task.detail());
    }

    /** A device that is to be the meter and is not the one that was: its counters have nothing to do with the old ones. */
    private void bind(MeterAnswer.Answered answered) throws IOException {
        Optional<String> before = state.serial(id());
        if (before.isEmpty()) {
            outbox.noted(GatewayState.meterBound(id(), answered.serial()), state::apply);
        } else if (!before.get().equals(answered.serial())) {
            Optional<InstallerTask> stranger = state.task(id(), InstallerTask.Kind.IDENTITY_MISMATCH);
            if (stranger.isPresent()) {
                outbox.noted(GatewayState.taskDone(stranger.get()), state::apply);
            }
            Epoch epoch = tracker.exchangedAt(answered.at());
            outbox.noted(GatewayState.meterExchanged(id(), answered.serial(), epoch), state::apply);
            tracker = CounterTracker.exchanged(epoch);
            LOG.warnf("meter %s is device %s now, it was %s", device.name(), answered.serial(), before.get());
        }
    }

    private Optional<Believed> track(MeterAnswer.Answered answered) throws IOException {
        CounterRead read = answered.counters().orElseThrow();
        CounterTracker.Step step = tracker.accept(read, plausibility);
        tracker = step.next();
        return switch (step.outcome()) {
            case Outcome.Held held -> {
                LOG.warnf(
                        "meter %s: %s is held: %s in, %s out",
                        device.name(), held.why(), read.imported(), read.exported());
                become(Condition.SUSPECT, "its counters are held: " + held.why());
                // Perhaps it is another device: it has to say so before its counters are looked at again.
                reader.verifyAgain();
                yield Optional.empty();
            }
            case Outcome.Accepted accepted -> {
                note(accepted, answered.power());
                become(Condition.GOOD, "it answers");
                yield Optional.of(new Believed(answered, accepted));
            }
        };
    }

    private void note(Outcome.Accepted accepted, Optional<Power> power) throws IOException {
        if (accepted.outliers() > 0) {
            LOG.warnf("meter %s: %d reads that nothing agreed with are forgotten", device.name(), accepted.outliers());
        }
        if (accepted.rolledOver()) {
            LOG.infof("meter %s: a register went through its end", device.name());
        }
        if (accepted.begins()) {
            CounterRead read = accepted.read();
            String seen = "epoch " + accepted.epoch().number() + " since "
                    + accepted.epoch().began() + ": " + read.imported() + " in, " + read.exported() + " out";
            LOG.warnf("meter %s counts anew, %s: %s", device.name(), accepted.doubts(), seen);
            if (accepted.epoch().cause().contains(Quality.SUSPECT_DROP)) {
                open(InstallerTask.Kind.COUNTER_RESET, accepted.epoch().began(), seen);
            } else if (accepted.epoch().cause().contains(Quality.SUSPECT_JUMP)) {
                open(InstallerTask.Kind.COUNTER_LEAPT, accepted.epoch().began(), seen);
            }
        }
        standstill = standstill.see(accepted.read(), power);
        if (standstill.stuck()) {
            open(InstallerTask.Kind.COUNTER_STUCK, accepted.read().at(), "power flows, and no counter moves");
        }
    }

    private void open(InstallerTask.Kind kind, Instant since, String detail) throws IOException {
        if (state.task(id(), kind).isEmpty()) {
            outbox.noted(GatewayState.taskOpened(new InstallerTask(id(), kind, since, detail)), state::apply);
        }
    }

    private void become(Condition next, String reason) {
        if (condition != next) {
            LOG.infof("meter %s is %s: %s", device.name(), next, reason);
            condition = next;
        }
    }
}
