package energy.peerwatt.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.benchmarks.Effort;
import energy.peerwatt.benchmarks.Scenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Speed is never asserted here, results always are. */
class GatewayScenariosTest {
    static List<Scenario> small() {
        return List.of(
                new Polling("GW-POLL", 6, Duration.ofMillis(300)),
                new Sealing("GW-READING", 6, 300),
                new CatchingUp("GW-TELEMETRY", 6, 30_000));
    }

    @ParameterizedTest
    @MethodSource("small")
    void measuresAndFindsItsResultRight(Scenario scenario) {
        assertThat(scenario.run(new Effort(0, 1, 1)))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith(scenario.id()));
    }
}
