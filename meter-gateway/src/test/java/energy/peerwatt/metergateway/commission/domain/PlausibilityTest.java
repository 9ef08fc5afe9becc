package energy.peerwatt.metergateway.commission.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlausibilityTest {
    private static final Tape GOOD = new Tape().steady(60, 3000).steady(70, 2400);

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("a phase without voltage", "voltage.l2", s -> Tape.put(s, PointId.VOLTAGE_L2, "3.1")),
                fault("voltage 11 % too high", "voltage.l1", s -> Tape.put(s, PointId.VOLTAGE_L1, "255.4")),
                fault("a voltage that is not there", "voltage.l3", s -> Tape.drop(s, PointId.VOLTAGE_L3)),
                fault("frequency of another register", "frequency", s -> Tape.put(s, PointId.FREQUENCY, "500.1")),
                fault("a sentinel in a counter", "value.energy.export", s -> Tape.drop(s, PointId.ENERGY_EXPORT)),
                fault("total power not there", "value.grid.power", s -> Tape.drop(s, PointId.GRID_POWER)),
                fault("a turned transformer", "power.sum", s -> Tape.negate(s, PointId.GRID_POWER_L2)),
                fault("a transformer of another ratio", "power.factor.l3", s -> Tape.put(s, PointId.CURRENT_L3, "1.2")),
                fault("export counted as import", "energy.rise", s -> Tape.negate(s, PointId.GRID_POWER)),
                fault("a counter of another meter", "energy.rise", s -> Tape.put(s, PointId.ENERGY_IMPORT, "100000")));
    }

    private static Arguments fault(String name, String check, Consumer<Map<PointId, Sample>> change) {
        return Arguments.of(name, check, change);
    }

    @ParameterizedTest(name = "{0} fails {1}")
    @MethodSource("faults")
    void whatIsWrongIsNamedWithWhatToDo(String name, String check, Consumer<Map<PointId, Sample>> change) {
        List<Check> checks =
                Plausibility.checks(Tape.SDM630, Binding.Role.GRID, Supply.EUROPE, GOOD.but(change), Tape.HONEST_CLOCK);

        assertThat(Check.allHold(checks)).isFalse();
        assertThat(checks).filteredOn(it -> it.verdict() == Verdict.FAILED).anySatisfy(failed -> {
            assertThat(failed.name()).isEqualTo(check);
            assertThat(failed.todo()).isNotEmpty();
            assertThat(failed.expected()).isNotEmpty();
        });
    }

    @Test
    void aGoodMeterPassesEverything() {
        List<Check> checks =
                Plausibility.checks(Tape.SDM630, Binding.Role.GRID, Supply.EUROPE, GOOD.snapshots(), Tape.HONEST_CLOCK);

        assertThat(checks).allSatisfy(check -> assertThat(check.verdict()).isEqualTo(Verdict.PASSED));
        assertThat(checks)
                .extracting(Check::name)
                .contains(
                        "clock", "voltage.l1", "frequency", "power.sum", "power.factor.l1", "energy.rise", "duration");
    }

    @Test
    void aMeterThatExportsPassesToo() {
        List<Check> checks = Plausibility.checks(
                Tape.SDM630,
                Binding.Role.GRID,
                Supply.EUROPE,
                new Tape().steady(130, -4500).snapshots(),
                Tape.HONEST_CLOCK);

        assertThat(checks).allSatisfy(check -> assertThat(check.verdict()).isEqualTo(Verdict.PASSED));
    }

    @Test
    void aLoadThatIsSwitchedWithinTheTimeIsNoFault() {
        Tape tape = new Tape();
        for (int i = 0; i < 13; i++) {
            tape.steady(5, 200).steady(5, 2300);
        }

        assertThat(Check.allHold(Plausibility.checks(
                        Tape.SDM630, Binding.Role.GRID, Supply.EUROPE, tape.snapshots(), Tape.HONEST_CLOCK)))
                .isTrue();
    }

    @Test
    void withoutPowerNothingIsProvenAndNothingRefuted() {
        List<Check> checks = Plausibility.checks(
                Tape.SDM630,
                Binding.Role.GRID,
                Supply.EUROPE,
                new Tape().steady(130, 0).snapshots(),
                Tape.HONEST_CLOCK);

        assertThat(Check.allHold(checks)).isTrue();
        assertThat(checks)
                .filteredOn(check -> check.name().equals("energy.rise"))
                .extracting(Check::verdict)
                .containsExactly(Verdict.DOUBTFUL);
    }

    @Test
    void aMinuteIsTooShortAndASecondTooFar() {
        List<Check> checks = Plausibility.checks(
                Tape.SDM630,
                Binding.Role.GRID,
                Supply.EUROPE,
                new Tape().steady(60, 3000).snapshots(),
                Duration.ofSeconds(-1));

        assertThat(checks)
                .filteredOn(check -> check.verdict() == Verdict.FAILED)
                .extracting(Check::name)
                .containsExactlyInAnyOrder("clock", "duration");
    }

    @Test
    void aHomeWithOnePhaseIsNotAskedForThree() {
        Supply one = new Supply(230, 50, 1);
        List<Snapshot> snapshots = new Tape().steady(130, 3000).but(samples -> {
            Tape.put(samples, PointId.VOLTAGE_L2, "0");
            Tape.put(samples, PointId.VOLTAGE_L3, "0");
            Tape.put(samples, PointId.GRID_POWER_L1, "3000");
            Tape.put(samples, PointId.CURRENT_L1, "13.1");
        });

        assertThat(Plausibility.checks(Tape.SDM630, Binding.Role.GRID, one, snapshots, Tape.HONEST_CLOCK))
                .filteredOn(check -> check.verdict() == Verdict.NOT_APPLICABLE)
                .extracting(Check::name)
                .containsExactly("voltage.l2", "voltage.l3");
    }
}
