package energy.peerwatt.metergateway.api;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.outbox.SegmentLog;
import energy.peerwatt.metergateway.outbox.domain.RecordType;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Readings of one meter from the log, the newest segments first. */
final class SealedReadings {
    private static final int BATCH = 500;

    private final SegmentLog log;

    SealedReadings(SegmentLog log) {
        this.log = log;
    }

    /** @param from the first boundary that counts */
    List<ReadingView> newest(MeterId meter, Instant from, int most) throws IOException {
        List<ReadingView> newest = new ArrayList<>();
        long end = log.next();
        for (long start : log.segmentStarts().reversed()) {
            newest.addAll(0, within(start, end, meter, from));
            if (newest.size() >= most) {
                break;
            }
            end = start;
        }
        return List.copyOf(newest.subList(Math.max(0, newest.size() - most), newest.size()));
    }

    private List<ReadingView> within(long start, long end, MeterId meter, Instant from) throws IOException {
        List<ReadingView> found = new ArrayList<>();
        SegmentLog.Reader reader = log.reader(start);
        List<SegmentLog.Numbered> records = reader.next(BATCH);
        while (!records.isEmpty()) {
            for (SegmentLog.Numbered numbered : records) {
                if (numbered.number() >= end) {
                    return found;
                }
                if (numbered.record().type() == RecordType.SEALED) {
                    ReadingsSealed event =
                            Json.mapper().readValue(numbered.record().payload(), ReadingsSealed.class);
                    Instant boundary = event.decodedSeal().boundary();
                    for (IntervalReading reading : event.decodedReadings()) {
                        if (reading.meter().equals(meter) && !reading.boundary().isBefore(from)) {
                            found.add(ReadingView.of(reading, boundary));
                        }
                    }
                }
            }
            records = reader.next(BATCH);
        }
        return found;
    }
}
