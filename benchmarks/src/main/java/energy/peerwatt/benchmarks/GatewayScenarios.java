package energy.peerwatt.benchmarks;

import energy.peerwatt.benchmarks.gateway.CatchingUp;
import energy.peerwatt.benchmarks.gateway.Polling;
import energy.peerwatt.benchmarks.gateway.Sealing;
import java.time.Duration;
import java.util.List;

/** What there is to measure about the meter gateway. */
final class GatewayScenarios {
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    private GatewayScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Polling("GW-POLL", 2_000, FIVE_SECONDS),
                new Polling("GW-GROWTH", 200, FIVE_SECONDS),
                new Polling("GW-GROWTH", 1_000, FIVE_SECONDS),
                new Polling("GW-GROWTH", 4_000, FIVE_SECONDS),
                new Polling("GW-MOST", 2_000, Duration.ofMillis(1_000)),
                new Polling("GW-MOST", 2_000, Duration.ofMillis(500)),
                new Polling("GW-MOST", 2_000, Duration.ofMillis(250)),
                new Sealing("GW-READING", 2_000, 60),
                new CatchingUp("GW-TELEMETRY", 2_000, 30_000));
    }
}
