package energy.peerwatt.metergateway.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.metergateway.outbox.domain.LogRecord;
import energy.peerwatt.metergateway.outbox.domain.RecordType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The gateway's two logs. Sealed readings are on disk before anybody hears of them and stay until they are published and
 * old; telemetry may be lost in a crash and goes first when space is short.
 */
public final class Outbox implements AutoCloseable {
    private final SegmentLog sealed;
    private final SegmentLog telemetry;
    private final Limits limits;

    /**
     * @param segmentBytes length of a segment file
     * @param telemetryBytes the most that telemetry may take
     * @param retention how long published readings are kept, in real time
     */
    public record Limits(long segmentBytes, long telemetryBytes, Duration retention) {}

    private Outbox(SegmentLog sealed, SegmentLog telemetry, Limits limits) {
        this.sealed = sealed;
        this.telemetry = telemetry;
        this.limits = limits;
    }

    /**
     * @param snapshot what a new segment of sealed readings begins with
     * @param whenStuck told when a log takes no more records until it is opened again
     */
    public static Outbox open(Path folder, Limits limits, Supplier<Optional<LogRecord>> snapshot, Runnable whenStuck)
            throws IOException {
        SegmentLog sealed = SegmentLog.open(folder.resolve("sealed"), limits.segmentBytes(), snapshot, whenStuck);
        SegmentLog telemetry =
                SegmentLog.open(folder.resolve("telemetry"), limits.segmentBytes(), Optional::empty, whenStuck);
        return new Outbox(sealed, telemetry, limits);
    }

    /**
     * One record, so that a seal and its readings are there together or not at all.
     *
     * @param then what follows from it, once the disk has it; no snapshot is taken in between
     */
    public void sealed(ReadingsSealed event, Consumer<LogRecord> then) throws IOException {
        sealed.append(new LogRecord(RecordType.SEALED, json(event)), true, then);
    }

    /** Something that later readings build on; {@code then} as for a seal. */
    public void noted(LogRecord record, Consumer<LogRecord> then) throws IOException {
        sealed.append(record, true, then);
    }

    public void telemetry(TelemetryReported event) throws IOException {
        telemetry.append(new LogRecord(RecordType.TELEMETRY, json(event)), false);
    }

    public SegmentLog sealedLog() {
        return sealed;
    }

    public SegmentLog telemetryLog() {
        return telemetry;
    }

    /**
     * Deletes what is no longer needed.
     *
     * @param publishedTo the first sealed record that is not published
     * @param now real time, as the files' times are
     */
    public void tidy(long publishedTo, Instant now) throws IOException {
        sealed.dropBefore(publishedTo, now.minus(limits.retention()));
        telemetry.shrinkTo(limits.telemetryBytes());
    }

    private static byte[] json(Object event) {
        try {
            return Json.mapper().writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            sealed.close();
        } finally {
            telemetry.close();
        }
    }
}
