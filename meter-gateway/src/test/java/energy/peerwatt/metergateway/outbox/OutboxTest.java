package energy.peerwatt.metergateway.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.outbox.domain.LogRecord;
import energy.peerwatt.metergateway.outbox.domain.RecordType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
    private static final Instant NOW = Instant.parse("2026-06-21T10:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final long RESERVE = 1_000_000;

    @TempDir
    private Path folder;

    private final AtomicLong free = new AtomicLong(Long.MAX_VALUE);

    @Test
    void shortOfSpaceTelemetryGoesAndReadingsStay() throws IOException {
        try (Outbox outbox = open(1 << 20)) {
            for (int i = 0; i < 50; i++) {
                assertThat(outbox.telemetry(telemetry(i))).isTrue();
            }
            outbox.noted(reading(1), _ -> {});
            free.set(RESERVE - 1);
            assertThat(outbox.telemetry(telemetry(50))).isFalse();
            outbox.noted(reading(2), _ -> {});

            assertThat(outbox.telemetryLog().bytes()).isZero();
            assertThat(outbox.dropped()).isOne();
            assertThat(all(outbox.sealedLog())).containsExactly(reading(1), reading(2));

            free.set(RESERVE);
            assertThat(outbox.telemetry(telemetry(51))).isTrue();
        }
        try (Outbox outbox = open(1 << 20)) {
            // Numbers go on, so that no cursor ever means another record.
            assertThat(outbox.telemetryLog().first()).isEqualTo(50);
            assertThat(outbox.telemetryLog().next()).isEqualTo(51);
        }
    }

    @Test
    void aReaderThatIsBehindWhatWasDroppedGoesOnAfterIt() throws IOException {
        try (Outbox outbox = open(1 << 20)) {
            for (int i = 0; i < 10; i++) {
                outbox.telemetry(telemetry(i));
            }
            SegmentLog.Reader reader = outbox.telemetryLog().reader(0);
            assertThat(reader.next(1)).hasSize(1);
            outbox.telemetryLog().dropAll();
            assertThat(reader.next(1)).isEmpty();
            outbox.telemetry(telemetry(10));

            assertThat(reader.next(1)).extracting(SegmentLog.Numbered::number).containsExactly(10L);
        }
    }

    @Test
    void readingsStayForAMonthOnceTheyArePublishedAndForeverBefore() throws IOException {
        try (Outbox outbox = open(1 << 20)) {
            fill(outbox, 10);
            age(MONTH.plusDays(1));

            outbox.tidy(0, NOW);
            assertThat(outbox.sealedLog().first()).isZero();
            outbox.tidy(4, NOW);
            assertThat(outbox.sealedLog().first()).isEqualTo(4);
            age(MONTH.minusDays(1));
            outbox.tidy(10, NOW);
            assertThat(outbox.sealedLog().first()).isEqualTo(4);
        }
    }

    @Test
    void theCapTakesPublishedReadingsOnly() throws IOException {
        try (Outbox outbox = open(25)) {
            fill(outbox, 10);
            age(Duration.ZERO);

            outbox.tidy(7, NOW);
            assertThat(outbox.sealedLog().first()).isEqualTo(7);
            outbox.tidy(10, NOW);
            assertThat(outbox.sealedLog().bytes()).isBetween(1L, 25L);
            assertThat(outbox.sealedLog().next()).isEqualTo(10);
        }
    }

    /** Segments of one record each. */
    private Outbox open(long sealedBytes) throws IOException {
        return Outbox.open(
                folder,
                new Outbox.Limits(1, 1 << 20, sealedBytes, RESERVE, MONTH),
                free::get,
                Optional::empty,
                () -> {});
    }

    private static void fill(Outbox outbox, int records) throws IOException {
        for (int i = 0; i < records; i++) {
            outbox.noted(reading(i), _ -> {});
        }
    }

    private void age(Duration age) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("sealed"))) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
            }
        }
    }

    private static List<LogRecord> all(SegmentLog log) throws IOException {
        SegmentLog.Reader reader = log.reader(0);
        return Stream.concat(reader.next(1).stream(), reader.next(1).stream())
                .map(SegmentLog.Numbered::record)
                .toList();
    }

    private static LogRecord reading(int number) {
        return new LogRecord(RecordType.SEALED, new byte[] {(byte) number});
    }

    private static TelemetryReported telemetry(int second) {
        return new TelemetryReported(
                new GatewayId(new UUID(1, 1)),
                new MeterId(new UUID(2, 2)),
                NOW.plusSeconds(second),
                Power.ofWatts(second),
                Energy.ofWattHours(second),
                Energy.ZERO,
                null,
                null,
                null,
                Set.of(Quality.GOOD));
    }
}
