package energy.peerwatt.metergateway.commission;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.domain.Commissioning;
import energy.peerwatt.metergateway.commission.domain.JournalEntry;
import energy.peerwatt.metergateway.outbox.SegmentLog;
import energy.peerwatt.metergateway.outbox.domain.LogRecord;
import energy.peerwatt.metergateway.outbox.domain.RecordType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The steps of one metering point, each on disk before anything follows from it. Nothing is ever taken away: the history of
 * a device is kept when it is exchanged or retired. For one thread at a time.
 */
final class CommissioningJournal implements AutoCloseable {
    /** A journal is one segment as a rule, with its frames about a hundred kilobytes per measurement. */
    private static final long SEGMENT_BYTES = 16 * 1024 * 1024;

    private static final int BATCH = 100;

    private final Commissioning commissioning;
    private final SegmentLog log;

    private CommissioningJournal(Path folder, MeterId meter, Runnable whenStuck) throws IOException {
        this.commissioning = new Commissioning(meter);
        this.log = SegmentLog.open(folder, SEGMENT_BYTES, Optional::empty, whenStuck);
        SegmentLog.Reader reader = log.reader(0);
        List<SegmentLog.Numbered> records = reader.next(BATCH);
        while (!records.isEmpty()) {
            for (SegmentLog.Numbered numbered : records) {
                commissioning.apply(entry(numbered.record()));
            }
            records = reader.next(BATCH);
        }
    }

    /** @param whenStuck told when the log takes no more records until it is opened again */
    static CommissioningJournal open(Path folder, MeterId meter, Runnable whenStuck) throws IOException {
        return new CommissioningJournal(folder, meter, whenStuck);
    }

    Commissioning commissioning() {
        return commissioning;
    }

    /** Returns when the disk has the entry and the metering point has gone on by it. */
    void append(JournalEntry entry) throws IOException {
        log.append(new LogRecord(RecordType.COMMISSIONING_STEP, json(entry)), true, _ -> commissioning.apply(entry));
    }

    private static JournalEntry entry(LogRecord record) throws IOException {
        if (record.type() != RecordType.COMMISSIONING_STEP) {
            throw new IOException("a journal of commissioning holds what is none: " + record);
        }
        return Json.mapper().readValue(record.payload(), JournalEntry.class);
    }

    private static byte[] json(JournalEntry entry) {
        try {
            return Json.mapper().writeValueAsBytes(entry);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
