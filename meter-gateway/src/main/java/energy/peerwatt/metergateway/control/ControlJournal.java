package energy.peerwatt.metergateway.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.metergateway.control.domain.DispatchBook;
import energy.peerwatt.metergateway.control.domain.JournalEntry;
import energy.peerwatt.metergateway.control.domain.WriteLedger;
import energy.peerwatt.metergateway.outbox.SegmentLog;
import energy.peerwatt.metergateway.outbox.domain.LogRecord;
import energy.peerwatt.metergateway.outbox.domain.RecordType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The steps of all dispatches, each on disk before anything follows from it. A step and what others hear of it are one
 * record, so that no report is lost and none is made twice; the log is published like that of the readings. For any number
 * of threads.
 */
public final class ControlJournal implements AutoCloseable {
    /** Far above what a week's dispatches take, for a segment begins with them. */
    private static final long SEGMENT_BYTES = 16 * 1024 * 1024;

    private static final Duration RETENTION = Duration.ofDays(30);
    private static final int BATCH = 100;

    private final DispatchBook book = new DispatchBook();
    private final Clock clock;
    private final SegmentLog log;

    /** Log form of the whole book. */
    private record Snapshot(
            List<JournalEntry> entries, @Nullable List<WriteLedger.Count> writes) {}

    private ControlJournal(Path folder, long segmentBytes, Clock clock, Runnable whenStuck) throws IOException {
        this.clock = clock;
        this.log = SegmentLog.open(folder, segmentBytes, this::snapshot, whenStuck);
        recover();
    }

    /**
     * @param clock market time
     * @param whenStuck told when the log takes no more records until it is opened again
     */
    public static ControlJournal open(Path folder, Clock clock, Runnable whenStuck) throws IOException {
        return open(folder, SEGMENT_BYTES, clock, whenStuck);
    }

    static ControlJournal open(Path folder, long segmentBytes, Clock clock, Runnable whenStuck) throws IOException {
        return new ControlJournal(folder, segmentBytes, clock, whenStuck);
    }

    public DispatchBook book() {
        return book;
    }

    public SegmentLog log() {
        return log;
    }

    /** Returns when the disk has the step and the book knows it. */
    public void append(JournalEntry entry) throws IOException {
        log.append(new LogRecord(RecordType.DISPATCH_STEP, json(entry)), true, _ -> book.apply(entry));
    }

    /** Deletes what was published long ago; {@code now} is real time, as the files' times are. */
    public void tidy(long publishedTo, Instant now) throws IOException {
        log.dropBefore(publishedTo, now.minus(RETENTION));
    }

    private Optional<LogRecord> snapshot() {
        Instant now = clock.instant();
        return Optional.of(new LogRecord(
                RecordType.DISPATCH_SNAPSHOT,
                json(new Snapshot(book.snapshot(now), book.writes().snapshot(now)))));
    }

    /** The newest segment is enough: it begins with everything that came before it. */
    private void recover() throws IOException {
        SegmentLog.Reader reader = log.reader(log.segmentStarts().getLast());
        List<SegmentLog.Numbered> records = reader.next(BATCH);
        while (!records.isEmpty()) {
            for (SegmentLog.Numbered numbered : records) {
                recover(numbered.record());
            }
            records = reader.next(BATCH);
        }
    }

    private void recover(LogRecord record) throws IOException {
        switch (record.type()) {
            case DISPATCH_STEP -> book.apply(Json.mapper().readValue(record.payload(), JournalEntry.class));
            case DISPATCH_SNAPSHOT -> restore(Json.mapper().readValue(record.payload(), Snapshot.class));
            case SEALED, TELEMETRY, METER_BOUND, SNAPSHOT, INSTALLER_TASK, COMMISSIONING_STEP ->
                throw new IOException("the journal of dispatches holds what is none: " + record);
        }
    }

    private void restore(Snapshot snapshot) {
        snapshot.entries().forEach(book::apply);
        if (snapshot.writes() != null) {
            snapshot.writes().forEach(book.writes()::restore);
        }
    }

    private static byte[] json(Object content) {
        try {
            return Json.mapper().writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
