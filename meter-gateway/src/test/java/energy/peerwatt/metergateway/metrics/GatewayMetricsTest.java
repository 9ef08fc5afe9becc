package energy.peerwatt.metergateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GatewayMetricsTest {
    private static final Endpoint BUS = Endpoint.parse("rtutcp://10.0.0.7:4001");
    private static final MeterId METER = new MeterId(new UUID(1, 1));
    private static final MeterId NEIGHBOUR = new MeterId(new UUID(1, 2));
    private static final Duration BUSY = Duration.ofMillis(250);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final GatewayMetrics metrics = new GatewayMetrics(registry);

    @Test
    void everyOutcomeIsCountedByEndpointAndUnitAndExceptionsByCode() {
        for (Exchange exchange : List.of(
                new Exchange.Registers(List.of(1), 1),
                new Exchange.Written(1),
                new Exchange.Timeout(),
                new Exchange.Corrupt("x"),
                new Exchange.NotSent("x"),
                new Exchange.DeviceException(2),
                new Exchange.DeviceException(6))) {
            metrics.exchanged(BUS, 7, exchange, BUSY);
        }
        metrics.exchanged(BUS, 8, new Exchange.Timeout(), BUSY);

        for (String outcome :
                List.of("answered", "written", "timeout", "corrupt", "not-sent", "exception-2", "exception-6")) {
            assertThat(registry.get("peerwatt.modbus.requests")
                            .tags("endpoint", "rtutcp://10.0.0.7:4001", "unit", "7", "outcome", outcome)
                            .counter()
                            .count())
                    .as(outcome)
                    .isEqualTo(1);
        }
        assertThat(registry.get("peerwatt.modbus.busy")
                        .tags("unit", "7")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(7 * 250);
    }

    @Test
    void howLateBoundariesAreReadIsCountedInBuckets() {
        metrics.sealed(sealed(), Duration.ofMillis(700));
        metrics.sealed(sealed(), Duration.ofSeconds(20));

        assertThat(registry.get("peerwatt.boundary.lateness")
                        .timer()
                        .takeSnapshot()
                        .histogramCounts())
                .filteredOn(bucket -> List.of(500.0, 1_000.0, 60_000.0).contains(bucket.bucket(TimeUnit.MILLISECONDS)))
                .extracting(CountAtBucket::count)
                .containsExactly(0.0, 1.0, 2.0);
    }

    @Test
    void theNewestNumberOfEachMeterAndItsEpochChangesAreThere() {
        metrics.sealed(sealed(reading(METER, 41, Quality.GOOD), reading(NEIGHBOUR, 7, Quality.GOOD)), BUSY);
        metrics.sealed(sealed(reading(METER, 42, Quality.EPOCH_CHANGE)), BUSY);

        assertThat(gauge("peerwatt.meter.sequence", METER)).isEqualTo(42);
        assertThat(gauge("peerwatt.meter.sequence", NEIGHBOUR)).isEqualTo(7);
        assertThat(epochChanges(METER)).isEqualTo(1);
        assertThat(epochChanges(NEIGHBOUR)).isZero();
    }

    @Test
    void howMuchWaitsForTheBrokerAndHowLongIsThere() {
        metrics.outbox("readings", () -> 3, () -> Duration.ofMillis(7_200_500));

        assertThat(registry.get("peerwatt.outbox.depth")
                        .tag("log", "readings")
                        .gauge()
                        .value())
                .isEqualTo(3);
        assertThat(registry.get("peerwatt.outbox.age")
                        .tag("log", "readings")
                        .gauge()
                        .value())
                .isEqualTo(7_200.5);
    }

    private double gauge(String name, MeterId meter) {
        return registry.get(name).tag("meter", meter.toString()).gauge().value();
    }

    private double epochChanges(MeterId meter) {
        return registry.get("peerwatt.meter.epoch.changes")
                .tag("meter", meter.toString())
                .counter()
                .count();
    }

    private static ReadingsSealed sealed(IntervalReading... readings) {
        return new ReadingsSealed(
                "",
                "",
                Stream.of(readings)
                        .map(reading -> Base64.getEncoder().encodeToString(reading.encode()))
                        .toList());
    }

    private static IntervalReading reading(MeterId meter, long seq, Quality quality) {
        Instant boundary = Instant.parse("2026-06-21T10:00:00Z");
        return new IntervalReading(
                meter,
                boundary,
                seq,
                0,
                new Energy(1_000),
                Energy.ZERO,
                boundary,
                Set.of(quality),
                "0123456789abcdef",
                Hash32.ZERO);
    }

    @Test
    void reopeningStaleRepliesDivisionsAndUtilisationAreThere() {
        metrics.opened(BUS, false);
        metrics.opened(BUS, true);
        metrics.opened(BUS, true);
        metrics.stale(BUS, 13);
        metrics.divided(BUS, 7);
        metrics.utilisation(BUS, () -> 350);

        assertThat(registry.get("peerwatt.modbus.connections")
                        .tags("again", "true")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("peerwatt.modbus.stale.replies").counter().count())
                .isEqualTo(1);
        assertThat(registry.get("peerwatt.modbus.stale.bytes").counter().count())
                .isEqualTo(13);
        assertThat(registry.get("peerwatt.modbus.divided")
                        .tags("unit", "7")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("peerwatt.modbus.utilisation").gauge().value()).isEqualTo(0.35);
    }
}
