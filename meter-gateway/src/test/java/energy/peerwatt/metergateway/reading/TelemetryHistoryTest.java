package energy.peerwatt.metergateway.reading;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.outbox.SegmentLog;
import energy.peerwatt.metergateway.outbox.domain.LogRecord;
import energy.peerwatt.metergateway.outbox.domain.RecordType;
import energy.peerwatt.metergateway.reading.domain.Registers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryHistoryTest {
    private static final Instant START = Instant.parse("2026-06-21T10:00:00Z");
    private static final MeterId METER = new MeterId(new UUID(0, 1));

    @TempDir
    private Path folder;

    @Test
    void segmentsThatEndBeforeTheEarliestGapAreNotRead() throws IOException {
        try (SegmentLog log = log()) {
            log.append(telemetry(0), false);
            // Whoever reads the first segment stumbles over this.
            log.append(new LogRecord(RecordType.TELEMETRY, "unreadable".getBytes(StandardCharsets.UTF_8)), false);
            for (int second = 1; second < 40; second++) {
                log.append(telemetry(second), false);
            }

            Map<MeterId, List<Registers>> found = new TelemetryHistory(log).since(Map.of(METER, START.plusSeconds(30)));

            assertThat(log.segmentStarts()).hasSizeGreaterThan(5);
            assertThat(found.get(METER))
                    .extracting(registers -> registers.imported().wattHours())
                    .containsExactly(31L, 32L, 33L, 34L, 35L, 36L, 37L, 38L, 39L);
        }
    }

    @Test
    void aGapOlderThanTheLogTakesAllOfIt() throws IOException {
        try (SegmentLog log = log()) {
            for (int second = 1; second < 40; second++) {
                log.append(telemetry(second), false);
            }

            assertThat(new TelemetryHistory(log).since(Map.of(METER, START)).get(METER))
                    .hasSize(39);
        }
    }

    private SegmentLog log() throws IOException {
        return SegmentLog.open(folder, 1_000, Optional::empty, () -> {});
    }

    private static LogRecord telemetry(int second) throws IOException {
        TelemetryReported telemetry = new TelemetryReported(
                new GatewayId(new UUID(1, 1)),
                METER,
                START.plusSeconds(second),
                Power.ofWatts(0),
                Energy.ofWattHours(second),
                Energy.ZERO,
                null,
                null,
                null,
                Set.of());
        return new LogRecord(RecordType.TELEMETRY, Json.mapper().writeValueAsBytes(telemetry));
    }
}
