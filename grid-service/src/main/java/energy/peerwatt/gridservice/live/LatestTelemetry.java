package energy.peerwatt.gridservice.live;

import energy.peerwatt.gridservice.config.GridConfig;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.id.MeterId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * The last telemetry of every meter. Telemetry that cannot be read goes to the dead-letter topic by the channel's
 * failure strategy; the next one is taken all the same.
 */
@ApplicationScoped
public class LatestTelemetry {
    private final Map<MeterId, TelemetryReported> latest = new ConcurrentHashMap<>();
    private final GridConfig config;
    private final Clock clock;

    LatestTelemetry(GridConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    @Incoming("telemetry-reported")
    void take(byte[] event) {
        TelemetryReported telemetry = read(event);
        latest.merge(telemetry.meter(), telemetry, (old, one) -> one.at().isBefore(old.at()) ? old : one);
    }

    /** Absent where there is none, or none that is fresh. */
    public Optional<TelemetryReported> of(MeterId meter) {
        return Optional.ofNullable(latest.get(meter))
                .filter(one -> !one.at().isBefore(clock.instant().minus(config.telemetryFresh())));
    }

    private static TelemetryReported read(byte[] event) {
        try {
            TelemetryReported telemetry = Json.mapper().readValue(event, TelemetryReported.class);
            if (telemetry == null) {
                throw new IllegalArgumentException("the event is null");
            }
            return telemetry;
        } catch (IOException e) {
            throw new IllegalArgumentException("telemetry cannot be read: " + e.getMessage(), e);
        }
    }
}
