package energy.peerwatt.orderbook.outbox;

import energy.peerwatt.orderbook.config.Tickers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Metric: how long the oldest unsent event has waited, real time. */
@ApplicationScoped
class OutboxLag {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final OutboxClaims claims;
    private final Tickers tickers;
    private final MeterRegistry metrics;
    private volatile double seconds;

    OutboxLag(OutboxClaims claims, Tickers tickers, MeterRegistry metrics) {
        this.claims = claims;
        this.tickers = tickers;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        Gauge.builder("peerwatt.outbox.lag", () -> seconds)
                .baseUnit("seconds")
                .description("Age of the oldest event that is not sent yet")
                .register(metrics);
        tickers.every(
                PAUSE,
                "outbox-lag",
                () -> claims.lagSeconds().invoke(lag -> seconds = lag).replaceWithVoid());
    }
}
