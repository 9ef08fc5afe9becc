package energy.peerwatt.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.benchmarks.auction.Gate;
import energy.peerwatt.benchmarks.auction.OneZone;
import energy.peerwatt.benchmarks.auction.ZoneTreeAuction;
import energy.peerwatt.benchmarks.energy.EnergyLatency;
import energy.peerwatt.benchmarks.energy.EnergyMarket;
import energy.peerwatt.benchmarks.race.Race;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Speed is never asserted here, results always are. */
class ScenariosTest {
    private static final Effort TWICE = new Effort(1, 2, 1);

    static List<Scenario> small() {
        return List.of(
                new Race("OB", 100, 20_000, new Race.Expected(858, 6_935)),
                new Race("OB", 20_000, 5_000, null),
                new EnergyMarket("EZ", 3, 50_000, true, null),
                new EnergyLatency("EZ-L", 2, 20_000),
                new OneZone("AUC", 1_000, 492),
                new OneZone("AUC", 10_000, 5_052),
                new Gate("AUC-SEAL", 1_000),
                new ZoneTreeAuction("AUC-50", 2_100, null));
    }

    @ParameterizedTest
    @MethodSource("small")
    void measuresAndFindsItsResultRight(Scenario scenario) {
        assertThat(scenario.run(TWICE))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith(scenario.id()));
    }

    static List<Scenario> wrong() {
        return List.of(
                new Race("OB", 100, 2_000, new Race.Expected(1, 1)),
                new EnergyMarket("EZ", 3, 5_000, false, new EnergyMarket.Expected(1, 1, 1)),
                new OneZone("AUC", 1_000, 493),
                new ZoneTreeAuction("AUC-50", 420, new ZoneTreeAuction.Expected(1, "1", 1)));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void saysSoWhenAResultIsWrong(Scenario scenario) {
        assertThatThrownBy(() -> scenario.run(TWICE))
                .isInstanceOf(WrongResult.class)
                .hasMessageContaining("should be");
    }

    @Test
    void mediansAndRatiosAreTakenAsSaid() {
        Samples samples = new Samples();
        Samples halves = new Samples();
        for (double value : new double[] {4, 1, 9, 2, 5}) {
            samples.add(value);
            halves.add(value / 2);
        }
        assertThat(samples.summary(1)).isEqualTo("4.0 (1.0-9.0)");
        assertThat(samples.dividedBy(halves).summary(2)).isEqualTo("2.00 (2.00-2.00)");
    }
}
