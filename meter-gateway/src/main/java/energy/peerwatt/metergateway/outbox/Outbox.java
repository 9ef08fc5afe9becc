package energy.peerwatt.metergateway.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.metergateway.outbox.domain.LogRecord;
import energy.peerwatt.metergateway.outbox.domain.RecordType;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The gateway's two logs. Sealed readings are on disk before anybody hears of them and stay until they are published and
 * old; telemetry may be lost in a crash and goes first when space is short.
 */
public final class Outbox implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Outbox.class);

    private final SegmentLog sealed;
    private final SegmentLog telemetry;
    private final Limits limits;
    private final FreeSpace space;
    private final AtomicLong dropped = new AtomicLong();

    /**
     * @param segmentBytes length of a segment file
     * @param telemetryBytes the most that telemetry may take
     * @param sealedBytes the most that published readings may take; those that are not published stay, however many
     * @param reserveBytes of the disk, for readings alone: with less than that free there is no telemetry
     * @param retention how long published readings are kept, in real time
     */
    public record Limits(
            long segmentBytes, long telemetryBytes, long sealedBytes, long reserveBytes, Duration retention) {}

    /** How much of the disk is left. */
    @FunctionalInterface
    public interface FreeSpace {
        long bytes() throws IOException;

        /** What the file system says of a folder. */
        static FreeSpace of(Path folder) {
            // A file store would look through all mounts of the machine first.
            File file = folder.toFile();
            return file::getUsableSpace;
        }
    }

    private Outbox(SegmentLog sealed, SegmentLog telemetry, Limits limits, FreeSpace space) {
        this.sealed = sealed;
        this.telemetry = telemetry;
        this.limits = limits;
        this.space = space;
    }

    /**
     * @param snapshot what a new segment of sealed readings begins with
     * @param whenStuck told when a log takes no more records until it is opened again
     */
    public static Outbox open(
            Path folder, Limits limits, FreeSpace space, Supplier<Optional<LogRecord>> snapshot, Runnable whenStuck)
            throws IOException {
        SegmentLog sealed = SegmentLog.open(folder.resolve("sealed"), limits.segmentBytes(), snapshot, whenStuck);
        SegmentLog telemetry =
                SegmentLog.open(folder.resolve("telemetry"), limits.segmentBytes(), Optional::empty, whenStuck);
        return new Outbox(sealed, telemetry, limits, space);
    }

    /**
     * One record, so that a seal and its readings are there together or not at all.
     *
     * @param then what follows from it, once the disk has it; no snapshot is taken in between
     */
    public void sealed(ReadingsSealed event, Consumer<LogRecord> then) throws IOException {
        noted(new LogRecord(RecordType.SEALED, json(event)), then);
    }

    /** Something that later readings build on; {@code then} as for a seal. */
    public void noted(LogRecord record, Consumer<LogRecord> then) throws IOException {
        try {
            sealed.append(record, true, then);
        } catch (IOException e) {
            if (telemetry.dropAll() == 0) {
                throw e;
            }
            LOG.errorf(e, "readings could not be written; telemetry made room for them");
            sealed.append(record, true, then);
        }
    }

    /** @return false if there is too little space for it, and it is dropped with all the telemetry that is there */
    public boolean telemetry(TelemetryReported event) throws IOException {
        if (space.bytes() < limits.reserveBytes()) {
            long freed = telemetry.dropAll();
            if (dropped.getAndIncrement() == 0 || freed > 0) {
                LOG.warnf("less than %d bytes of disk are left: telemetry is dropped", limits.reserveBytes());
            }
            return false;
        }
        telemetry.append(new LogRecord(RecordType.TELEMETRY, json(event)), false);
        return true;
    }

    /** Telemetry that was dropped since the start for want of space. */
    public long dropped() {
        return dropped.get();
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
        sealed.shrinkTo(limits.sealedBytes(), publishedTo);
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
