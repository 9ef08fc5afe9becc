package energy.peerwatt.benchmarks.intake;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.benchmarks.Effort;
import energy.peerwatt.benchmarks.Scenario;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Speed is never asserted here, results always are. */
class IntakeScenariosTest {
    static List<Scenario> small() {
        return List.of(
                new Placing("API-1", 50, 10, 2, 1, 5),
                new LogDrain("LOG-1", 20, 100, 1, 300),
                new LogCrash("LOG-2", 20, 1, 200));
    }

    @ParameterizedTest
    @MethodSource("small")
    void measuresAndFindsItsResultRight(Scenario scenario) {
        assertThat(scenario.run(new Effort(0, 1, 1)))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith(scenario.id()));
    }
}
