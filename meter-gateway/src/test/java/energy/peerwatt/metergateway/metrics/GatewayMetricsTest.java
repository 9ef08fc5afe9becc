package energy.peerwatt.metergateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GatewayMetricsTest {
    private static final Endpoint BUS = Endpoint.parse("rtutcp://10.0.0.7:4001");
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
        metrics.boundaryLate(Duration.ofMillis(700));
        metrics.boundaryLate(Duration.ofSeconds(20));

        assertThat(registry.get("peerwatt.boundary.lateness")
                        .timer()
                        .takeSnapshot()
                        .histogramCounts())
                .filteredOn(bucket -> List.of(500.0, 1_000.0, 60_000.0).contains(bucket.bucket(TimeUnit.MILLISECONDS)))
                .extracting(CountAtBucket::count)
                .containsExactly(0.0, 1.0, 2.0);
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
