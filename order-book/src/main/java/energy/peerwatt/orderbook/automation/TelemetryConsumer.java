package energy.peerwatt.orderbook.automation;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.orderbook.automation.domain.MeterHistory;
import energy.peerwatt.orderbook.automation.domain.Telemetry;
import energy.peerwatt.orderbook.config.OrderBookConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Remembers the last minutes of all meters, in memory: a forecast is worth nothing later. After a start the channel
 * reads the last minutes again.
 */
@ApplicationScoped
class TelemetryConsumer {
    /** Remembered beyond the forecast's window, for telemetry that is ahead of a slow clock. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private final Map<MeterId, MeterHistory> histories = new ConcurrentHashMap<>();
    private final Duration window;

    TelemetryConsumer(OrderBookConfig config) {
        this.window = config.forecastWindow();
    }

    @Incoming("telemetry-in")
    void take(byte[] event) {
        TelemetryReported telemetry = read(event);
        histories
                .computeIfAbsent(telemetry.meter(), meter -> new MeterHistory(window.plus(MARGIN)))
                .add(Telemetry.of(telemetry));
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

    /** What the meter showed in the forecast's window before {@code now}, oldest first. */
    List<Telemetry> recent(MeterId meter, Instant now) {
        MeterHistory history = histories.get(meter);
        return history == null ? List.of() : history.within(now, window);
    }
}
