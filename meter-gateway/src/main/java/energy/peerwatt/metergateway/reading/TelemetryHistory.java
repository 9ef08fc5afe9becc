package energy.peerwatt.metergateway.reading;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.outbox.SegmentLog;
import energy.peerwatt.metergateway.reading.domain.Registers;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the local log says about counters between two boundaries. */
public final class TelemetryHistory {
    private static final int BATCH = 1000;

    private final SegmentLog log;

    public TelemetryHistory(SegmentLog log) {
        this.log = log;
    }

    /** The registers of these meters, each from its own moment on, in the order of the log. */
    public Map<MeterId, List<Registers>> since(Map<MeterId, Instant> from) throws IOException {
        Map<MeterId, List<Registers>> found = new HashMap<>();
        from.keySet().forEach(meter -> found.put(meter, new ArrayList<>()));
        if (from.isEmpty()) {
            return found;
        }
        SegmentLog.Reader reader = log.reader(segmentOf(Collections.min(from.values())));
        List<SegmentLog.Numbered> records = reader.next(BATCH);
        while (!records.isEmpty()) {
            for (SegmentLog.Numbered numbered : records) {
                TelemetryReported telemetry = telemetry(numbered);
                Instant start = from.get(telemetry.meter());
                if (start != null && telemetry.at().isAfter(start)) {
                    found.get(telemetry.meter())
                            .add(new Registers(telemetry.at(), telemetry.imported(), telemetry.exported()));
                }
            }
            records = reader.next(BATCH);
        }
        return found;
    }

    /** The first record of the newest segment that begins at or before this moment; nothing older is parsed. */
    private long segmentOf(Instant earliest) throws IOException {
        for (long start : log.segmentStarts().reversed()) {
            List<SegmentLog.Numbered> first = log.reader(start).next(1);
            if (!first.isEmpty() && !telemetry(first.getFirst()).at().isAfter(earliest)) {
                return start;
            }
        }
        return log.first();
    }

    private static TelemetryReported telemetry(SegmentLog.Numbered numbered) throws IOException {
        return Json.mapper().readValue(numbered.record().payload(), TelemetryReported.class);
    }
}
