package energy.peerwatt.metergateway.api;

import energy.peerwatt.metergateway.MeterGateway;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when keys, log and devices file were fine at the start and market time may run: see
 * {@link energy.peerwatt.metergateway.reading.BoundaryLoop#isSettled}. A broker that is away does not count: the log waits
 * for it.
 */
@Readiness
public class GatewayReadiness implements HealthCheck {
    private final MeterGateway gateway;

    GatewayReadiness(MeterGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("gateway")
                .status(gateway.isRunning() && gateway.running().boundaries().isSettled())
                .build();
    }
}
