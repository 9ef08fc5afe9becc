package energy.peerwatt.metergateway.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.outbox.domain.LogRecord;
import energy.peerwatt.metergateway.outbox.domain.RecordType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {
    private static final Instant START = Instant.parse("2026-06-21T10:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void aBrokerThatIsAwayCostsNothingAndARestartRepeatsNothingThatWasAcknowledged() throws Exception {
        List<Instant> arrived = new CopyOnWriteArrayList<>();
        AtomicBoolean away = new AtomicBoolean(true);
        Publisher.Sender broker = events -> {
            if (away.get()) {
                throw new Publisher.SendFailedException(new IOException("the broker is away"));
            }
            events.forEach(event -> arrived.add(event.time()));
        };
        try (SegmentLog log = SegmentLog.open(folder.resolve("log"), 2_000, Optional::empty, () -> {})) {
            for (int i = 0; i < 10; i++) {
                log.append(telemetry(i), false);
            }
            try (Publisher publisher = publisher(log, broker)) {
                Thread.sleep(200);
                assertThat(arrived).isEmpty();
                assertThat(publisher.depth()).isEqualTo(10);
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> publisher.waiting().compareTo(Duration.ofMillis(100)) > 0);
                away.set(false);
                await().atMost(Duration.ofSeconds(10)).until(() -> publisher.depth() == 0);
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> publisher.waiting().isZero());
            }
            for (int i = 10; i < 15; i++) {
                log.append(telemetry(i), false);
            }
            try (Publisher publisher = publisher(log, broker)) {
                await().atMost(Duration.ofSeconds(10)).until(() -> publisher.depth() == 0);
            }
        }
        assertThat(arrived).hasSize(15).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theSameRecordIsTheSameEventTwice() throws Exception {
        assertThat(OutgoingEvent.of(telemetry(1))).isEqualTo(OutgoingEvent.of(telemetry(1)));
        assertThat(OutgoingEvent.of(telemetry(1)).orElseThrow().id())
                .isNotEqualTo(OutgoingEvent.of(telemetry(2)).orElseThrow().id());
    }

    private Publisher publisher(SegmentLog log, Publisher.Sender broker) throws IOException {
        Publisher publisher =
                new Publisher("telemetry", log, Cursor.open(folder.resolve("cursor/telemetry")), broker, 4);
        publisher.start();
        return publisher;
    }

    private static LogRecord telemetry(int second) throws IOException {
        return new LogRecord(
                RecordType.TELEMETRY,
                Json.mapper()
                        .writeValueAsBytes(new TelemetryReported(
                                new GatewayId(new UUID(1, 1)),
                                new MeterId(new UUID(2, 2)),
                                START.plusSeconds(second),
                                Power.ofWatts(second),
                                Energy.ofWattHours(second),
                                Energy.ZERO,
                                null,
                                null,
                                null,
                                Set.of(Quality.GOOD))));
    }
}
