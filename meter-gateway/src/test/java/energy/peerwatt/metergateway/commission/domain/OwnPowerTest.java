package energy.peerwatt.metergateway.commission.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.commission.domain.DirectionTest.Kind;
import energy.peerwatt.metergateway.commission.domain.DirectionTest.Outcome;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.profile.domain.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnPowerTest {
    private static final Instant START = Instant.parse("2026-06-21T10:00:00Z");
    private static final Profiles PROFILES = Profiles.load();

    /** 10 % and 100 W: of 3,000 W 400 W, of 600 W 160 W. */
    @ParameterizedTest(name = "display {0} W, then {1} W and {2} W: {3}")
    @CsvSource({
        "3000, 2990, 3010, Proven",
        "3000, 2600, 3400, Proven",
        "3000, 2599, 3000, Waiting",
        "3000, 3000, 3401, Waiting",
        "3000, 300, 300, Waiting",
        "3000, 30000, 30000, Waiting",
        "600, 500, 500, Proven",
        "600, 499, 600, Waiting",
        "600, 760, 760, Proven",
        "600, 761, 600, Waiting",
        "3000, -3000, -2990, Wrong",
        "3000, -3000, 2990, Waiting",
        "3000, -450, -450, Waiting",
        "3000, 0, 0, Waiting"
    })
    void anInvertersOutputIsWhatItsDisplayShowsTwiceInARow(long display, long first, long second, String outcome) {
        List<Snapshot> twice = List.of(inverter(first), inverter(second));

        Outcome found = OwnPower.production(display, Metering.INVERTER, twice);

        assertThat(found.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(OwnPower.production(display, Metering.INVERTER, twice.subList(1, 2)))
                .as("once is not twice")
                .isInstanceOf(Outcome.Waiting.class);
        if (found instanceof Outcome.Wrong wrong) {
            assertThat(wrong.todo()).contains("identify it with the profile of its own family", "nothing is inverted");
        }
    }

    @ParameterizedTest(name = "{0}: {1} W, then {2} W: {3}")
    @CsvSource({
        "CHARGE, 500, 2000, Proven",
        "CHARGE, 499, 2000, Waiting",
        "CHARGE, -500, -2000, Wrong",
        "CHARGE, -500, 2000, Waiting",
        "DISCHARGE, -500, -2000, Proven",
        "DISCHARGE, -499, -499, Waiting",
        "DISCHARGE, 500, 500, Wrong"
    })
    void aBatteryIsPlusWhenItIsCharged(Kind kind, long first, long second, String outcome) {
        List<Snapshot> twice = List.of(battery(0, first, 0, 0), battery(1, second, 0, 0));

        assertThat(OwnPower.battery(kind, twice).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void aBatteryMayHaveARegisterForEachDirection() {
        Map<PointId, Sample> samples = new EnumMap<>(PointId.class);
        Tape.put(samples, PointId.BATTERY_POWER_CHARGE, "0");
        Tape.put(samples, PointId.BATTERY_POWER_DISCHARGE, "1800");
        Snapshot snapshot = new Snapshot(START, Duration.ZERO, samples);

        assertThat(OwnPower.battery(Kind.DISCHARGE, List.of(snapshot, snapshot)))
                .isEqualTo(new Outcome.Proven("battery -1800 W"));
        Tape.drop(samples, PointId.BATTERY_POWER_DISCHARGE);
        Snapshot half = new Snapshot(START, Duration.ZERO, samples);
        assertThat(OwnPower.battery(Kind.CHARGE, List.of(half, half))).isInstanceOf(Outcome.Waiting.class);
    }

    /** Reads of a battery that is charged; its counters at the first and at the last. */
    @ParameterizedTest(name = "charge {0} to {1} Wh, discharge {2} to {3} Wh: {4}")
    @CsvSource({
        "1000, 1010, 700, 700, PASSED",
        "1000, 1010, 700, 705, PASSED",
        "1000, 1000, 700, 700, DOUBTFUL",
        "1000, 1000, 700, 710, FAILED",
        "1000, 1005, 700, 710, FAILED"
    })
    void itsCountersHaveToSayTheSame(long in, long inAfter, long out, long outAfter, Verdict verdict) {
        List<Snapshot> charged = List.of(battery(0, 900, in, out), battery(30, 900, inAfter, outAfter));
        List<Snapshot> discharged = List.of(battery(0, -900, out, in), battery(30, -900, outAfter, inAfter));

        assertThat(OwnPower.counters(Kind.CHARGE, charged).verdict()).isEqualTo(verdict);
        assertThat(OwnPower.counters(Kind.DISCHARGE, discharged).verdict()).isEqualTo(verdict);
    }

    @Test
    void whatTheBatteryDidBeforeDoesNotCount() {
        List<Snapshot> snapshots = new ArrayList<>(List.of(battery(0, -900, 1000, 700), battery(30, -900, 1000, 750)));
        snapshots.add(battery(60, 900, 1000, 751));
        snapshots.add(battery(90, 900, 1008, 751));

        assertThat(OwnPower.counters(Kind.CHARGE, snapshots).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aRoleDecidesWhatOfAHybridIsLookedAt() {
        Profile hybrid = PROFILES.profile("huawei-sun2000");

        assertThat(Metering.of(hybrid, Binding.Role.GRID)).contains(Metering.GRID);
        assertThat(Metering.of(hybrid, Binding.Role.PV)).contains(Metering.INVERTER);
        assertThat(Metering.of(hybrid, Binding.Role.BATTERY)).contains(Metering.BATTERY);
        assertThat(Metering.of(PROFILES.profile("fronius-gen24"), Binding.Role.BATTERY))
                .contains(Metering.BATTERY);
        assertThat(Metering.of(PROFILES.profile("sungrow-sh"), Binding.Role.PV)).contains(Metering.ROOF);
        assertThat(Metering.of(PROFILES.profile("victron-gx"), Binding.Role.BATTERY))
                .as("it counts nothing of its battery")
                .isEmpty();
        assertThat(Metering.of(Tape.SDM630, Binding.Role.PV)).isEmpty();
        assertThat(Metering.asked(Binding.Role.PV)).doesNotContain(PointId.GRID_POWER, PointId.VOLTAGE_L1);
    }

    /** A hybrid that takes from the grid what its battery is charged with: its output counter stands. */
    @ParameterizedTest(name = "{0} W: {1}")
    @CsvSource({"2400, PASSED", "-2400, DOUBTFUL"})
    void anInvertersCounterFollowsItsOutputAndStandsWhenItTakes(long watts, Verdict rise) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (int second = 0; second <= 150; second++) {
            Map<PointId, Sample> samples = new EnumMap<>(PointId.class);
            Tape.put(samples, PointId.INVERTER_POWER, Long.toString(watts));
            Tape.put(samples, PointId.INVERTER_ENERGY, Double.toString(50_000 + Math.max(0, watts) * second / 3_600.0));
            snapshots.add(new Snapshot(START.plusSeconds(second), Duration.ZERO, samples));
        }

        List<Check> checks = Plausibility.checks(
                PROFILES.profile("fronius-gen24"), Binding.Role.PV, Supply.EUROPE, snapshots, Tape.HONEST_CLOCK);

        assertThat(checks).as(checks.toString()).noneMatch(check -> check.verdict() == Verdict.FAILED);
        assertThat(checks)
                .filteredOn(check -> check.name().equals("energy.rise"))
                .extracting(Check::verdict)
                .containsExactly(rise);
    }

    private static Snapshot inverter(long watts) {
        Map<PointId, Sample> samples = new EnumMap<>(PointId.class);
        Tape.put(samples, PointId.INVERTER_POWER, Long.toString(watts));
        return new Snapshot(START, Duration.ZERO, samples);
    }

    private static Snapshot battery(int second, long watts, long in, long out) {
        Map<PointId, Sample> samples = new EnumMap<>(PointId.class);
        Tape.put(samples, PointId.BATTERY_POWER, Long.toString(watts));
        Tape.put(samples, PointId.BATTERY_ENERGY_CHARGE, Long.toString(in));
        Tape.put(samples, PointId.BATTERY_ENERGY_DISCHARGE, Long.toString(out));
        return new Snapshot(START.plusSeconds(second), Duration.ZERO, samples);
    }
}
