package energy.peerwatt.metergateway.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.evidence.Seal;
import energy.peerwatt.messages.evidence.SignedKeyRotation;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.outbox.SegmentLog;
import energy.peerwatt.metergateway.outbox.domain.LogRecord;
import energy.peerwatt.metergateway.outbox.domain.RecordType;
import energy.peerwatt.metergateway.reading.domain.Epoch;
import energy.peerwatt.metergateway.reading.domain.InstallerTask;
import energy.peerwatt.metergateway.seal.domain.SealChain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything a new reading or seal builds on, as the log of sealed readings says. For any number of threads.
 */
public final class GatewayState {
    private static final int BATCH = 100;

    private final GatewayId gateway;
    private final Map<MeterId, IntervalReading> last = new TreeMap<>();
    private final Map<MeterId, MeterBound> bindings = new TreeMap<>();
    private final List<InstallerTask> tasks = new ArrayList<>();
    private final List<SignedKeyRotation> rotations = new ArrayList<>();
    private @Nullable SignedKeyRotation prepared;
    private @Nullable Instant firstBoundary;
    private @Nullable Seal seal;

    public GatewayState(GatewayId gateway) {
        this.gateway = gateway;
    }

    /**
     * Log form of a meter's serial number.
     *
     * @param epoch of the device's counters; null for the first one
     * @param began market time from which it was there; null for the first one
     */
    private record MeterBound(
            MeterId meter,
            String serial,
            @Nullable Integer epoch,
            @Nullable Instant began) {}

    /** Log form of a task that is opened or done. */
    private record TaskChanged(InstallerTask task, boolean done) {}

    /** Log form of a rotation of the gateway's key. */
    private record RotationChanged(SignedKeyRotation rotation, boolean confirmed) {}

    /** Log form of the whole state; bytes in Base64. */
    private record Snapshot(
            @Nullable Instant firstBoundary,
            @Nullable String seal,
            List<String> readings,
            List<MeterBound> meters,
            @Nullable List<InstallerTask> tasks,
            @Nullable List<SignedKeyRotation> rotations,
            @Nullable SignedKeyRotation prepared) {}

    /** Goes on by the newest segment, which is enough: it begins with everything that came before it. */
    public void recover(SegmentLog log) throws IOException {
        SegmentLog.Reader reader = log.reader(log.segmentStarts().getLast());
        List<SegmentLog.Numbered> records = reader.next(BATCH);
        while (!records.isEmpty()) {
            records.forEach(numbered -> apply(numbered.record()));
            records = reader.next(BATCH);
        }
    }

    /** Goes on by one record of the log. */
    public synchronized void apply(LogRecord record) {
        try {
            switch (record.type()) {
                case SEALED -> sealed(Json.mapper().readValue(record.payload(), ReadingsSealed.class));
                case METER_BOUND -> bound(Json.mapper().readValue(record.payload(), MeterBound.class));
                case INSTALLER_TASK -> changed(Json.mapper().readValue(record.payload(), TaskChanged.class));
                case KEY_ROTATION -> changed(Json.mapper().readValue(record.payload(), RotationChanged.class));
                case SNAPSHOT -> restore(Json.mapper().readValue(record.payload(), Snapshot.class));
                case TELEMETRY, DISPATCH_STEP, DISPATCH_SNAPSHOT, COMMISSIONING_STEP -> {
                    // Nothing builds on it.
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the log of sealed readings holds what is none: " + record, e);
        }
    }

    private void sealed(ReadingsSealed event) {
        Seal next = event.decodedSeal();
        if (!next.gateway().equals(gateway)) {
            throw new IllegalStateException("the state folder belongs to gateway " + next.gateway() + ", not " + gateway
                    + " of the devices file");
        }
        if (firstBoundary == null) {
            firstBoundary = next.boundary();
        }
        seal = next;
        event.decodedReadings().forEach(reading -> last.put(reading.meter(), reading));
    }

    private void bound(MeterBound meter) {
        bindings.put(meter.meter(), meter);
    }

    private void changed(TaskChanged change) {
        InstallerTask task = change.task();
        tasks.removeIf(open -> open.meter().equals(task.meter()) && open.kind() == task.kind());
        if (!change.done()) {
            tasks.add(task);
        }
    }

    private void changed(RotationChanged change) {
        if (change.confirmed()) {
            rotations.add(change.rotation());
            prepared = null;
        } else {
            prepared = change.rotation();
        }
    }

    private void restore(Snapshot snapshot) {
        Base64.Decoder base64 = Base64.getDecoder();
        firstBoundary = snapshot.firstBoundary();
        seal = snapshot.seal() == null ? null : Seal.decode(base64.decode(snapshot.seal()));
        snapshot.readings().stream()
                .map(base64::decode)
                .map(IntervalReading::decode)
                .forEach(reading -> last.put(reading.meter(), reading));
        snapshot.meters().forEach(this::bound);
        tasks.clear();
        tasks.addAll(snapshot.tasks() == null ? List.of() : snapshot.tasks());
        rotations.clear();
        rotations.addAll(snapshot.rotations() == null ? List.of() : snapshot.rotations());
        prepared = snapshot.prepared();
    }

    /** The whole state as one record. */
    public synchronized LogRecord snapshot() {
        Base64.Encoder base64 = Base64.getEncoder();
        return record(
                RecordType.SNAPSHOT,
                new Snapshot(
                        firstBoundary,
                        seal == null ? null : base64.encodeToString(seal.encode()),
                        last.values().stream()
                                .map(IntervalReading::encode)
                                .map(base64::encodeToString)
                                .toList(),
                        List.copyOf(bindings.values()),
                        List.copyOf(tasks),
                        List.copyOf(rotations),
                        prepared));
    }

    /** The record by which a meter has this serial number, the first that it ever had. */
    public static LogRecord meterBound(MeterId meter, String serial) {
        return record(RecordType.METER_BOUND, new MeterBound(meter, serial, null, null));
    }

    /** The record by which another device is the meter from now on. */
    public static LogRecord meterExchanged(MeterId meter, String serial, Epoch epoch) {
        return record(RecordType.METER_BOUND, new MeterBound(meter, serial, epoch.number(), epoch.began()));
    }

    public static LogRecord taskOpened(InstallerTask task) {
        return record(RecordType.INSTALLER_TASK, new TaskChanged(task, false));
    }

    public static LogRecord taskDone(InstallerTask task) {
        return record(RecordType.INSTALLER_TASK, new TaskChanged(task, true));
    }

    public synchronized Optional<String> serial(MeterId meter) {
        return Optional.ofNullable(bindings.get(meter)).map(MeterBound::serial);
    }

    /** The epoch with which the meter's present device began; empty for the first device. */
    public synchronized Optional<Epoch> exchanged(MeterId meter) {
        return Optional.ofNullable(bindings.get(meter)).flatMap(GatewayState::epoch);
    }

    private static Optional<Epoch> epoch(MeterBound bound) {
        return bound.epoch() == null || bound.began() == null
                ? Optional.empty()
                : Optional.of(new Epoch(bound.epoch(), bound.began(), Set.of(Quality.IDENTITY_MISMATCH)));
    }

    public static LogRecord rotationPrepared(SignedKeyRotation rotation) {
        return record(RecordType.KEY_ROTATION, new RotationChanged(rotation, false));
    }

    public static LogRecord rotationConfirmed(SignedKeyRotation rotation) {
        return record(RecordType.KEY_ROTATION, new RotationChanged(rotation, true));
    }

    /** Rotations of the gateway's key that hold or will, in order. */
    public synchronized List<SignedKeyRotation> rotations() {
        return List.copyOf(rotations);
    }

    /** A rotation that nobody has confirmed yet. */
    public synchronized Optional<SignedKeyRotation> preparedRotation() {
        return Optional.ofNullable(prepared);
    }

    /** What an installer has to look at, the oldest first. */
    public synchronized List<InstallerTask> tasks() {
        return List.copyOf(tasks);
    }

    public synchronized Optional<InstallerTask> task(MeterId meter, InstallerTask.Kind kind) {
        return tasks.stream()
                .filter(task -> task.meter().equals(meter) && task.kind() == kind)
                .findFirst();
    }

    public synchronized Optional<IntervalReading> last(MeterId meter) {
        return Optional.ofNullable(last.get(meter));
    }

    /** The first boundary that this gateway ever sealed. */
    public synchronized Optional<Instant> firstBoundary() {
        return Optional.ofNullable(firstBoundary);
    }

    public synchronized Optional<Instant> lastBoundary() {
        return Optional.ofNullable(seal).map(Seal::boundary);
    }

    public synchronized SealChain chain() {
        return new SealChain(gateway, seal, last);
    }

    private static LogRecord record(RecordType type, Object content) {
        try {
            return new LogRecord(type, Json.mapper().writeValueAsString(content).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + type, e);
        }
    }
}
