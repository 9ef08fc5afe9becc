package energy.peerwatt.metergateway.metrics;

import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.LinkObserver;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** What the gateway tells Prometheus about itself. */
@Singleton
public class GatewayMetrics implements LinkObserver {
    private final MeterRegistry registry;

    GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void exchanged(Endpoint endpoint, Exchange exchange) {
        String outcome =
                switch (exchange) {
                    case Exchange.Registers _ -> "answered";
                    case Exchange.Written _ -> "written";
                    case Exchange.Timeout _ -> "timeout";
                    case Exchange.DeviceException refused -> "exception-" + refused.code();
                    case Exchange.Corrupt _ -> "corrupt";
                    case Exchange.NotSent _ -> "not-sent";
                };
        registry.counter("peerwatt.modbus.requests", "endpoint", endpoint.toString(), "outcome", outcome)
                .increment();
    }

    @Override
    public void opened(Endpoint endpoint) {
        registry.counter("peerwatt.modbus.connections", "endpoint", endpoint.toString())
                .increment();
    }

    /** @param lateness market time between a boundary and its reading */
    public void boundaryLate(Duration lateness) {
        registry.timer("peerwatt.boundary.lateness").record(lateness);
    }

    /** A state of a dispatch that was reported. */
    public void setPoint(DispatchReported.State state) {
        registry.counter("peerwatt.setpoints", "state", state.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** Records that the broker does not have yet. */
    public void outboxDepth(String log, Supplier<Number> depth) {
        Gauge.builder("peerwatt.outbox.depth", depth).tag("log", log).register(registry);
    }
}
