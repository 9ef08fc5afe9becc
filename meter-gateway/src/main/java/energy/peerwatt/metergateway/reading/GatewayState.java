package energy.peerwatt.metergateway.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Seal;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.outbox.domain.LogRecord;
import energy.peerwatt.metergateway.outbox.domain.RecordType;
import energy.peerwatt.metergateway.seal.domain.SealChain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything a new reading or seal builds on, as the log of sealed readings says. For any number of threads.
 */
public final class GatewayState {
    private final GatewayId gateway;
    private final Map<MeterId, IntervalReading> last = new TreeMap<>();
    private final Map<MeterId, String> serials = new TreeMap<>();
    private @Nullable Instant firstBoundary;
    private @Nullable Seal seal;

    public GatewayState(GatewayId gateway) {
        this.gateway = gateway;
    }

    /** Log form of a meter's serial number. */
    private record MeterBound(MeterId meter, String serial) {}

    /** Log form of the whole state; bytes in Base64. */
    private record Snapshot(
            @Nullable Instant firstBoundary, @Nullable String seal, List<String> readings, List<MeterBound> meters) {}

    /** Goes on by one record of the log. */
    public synchronized void apply(LogRecord record) {
        try {
            switch (record.type()) {
                case SEALED -> sealed(Json.mapper().readValue(record.payload(), ReadingsSealed.class));
                case METER_BOUND -> bound(Json.mapper().readValue(record.payload(), MeterBound.class));
                case SNAPSHOT -> restore(Json.mapper().readValue(record.payload(), Snapshot.class));
                case TELEMETRY, DISPATCH_STEP, DISPATCH_SNAPSHOT -> {
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
        serials.put(meter.meter(), meter.serial());
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
                        serials.entrySet().stream()
                                .map(entry -> new MeterBound(entry.getKey(), entry.getValue()))
                                .toList()));
    }

    /** The record by which a meter has this serial number from now on. */
    public static LogRecord meterBound(MeterId meter, String serial) {
        return record(RecordType.METER_BOUND, new MeterBound(meter, serial));
    }

    public synchronized Optional<String> serial(MeterId meter) {
        return Optional.ofNullable(serials.get(meter));
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
        return new SealChain(gateway, seal);
    }

    private static LogRecord record(RecordType type, Object content) {
        try {
            return new LogRecord(type, Json.mapper().writeValueAsString(content).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + type, e);
        }
    }
}
