package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.metergateway.codec.domain.Absent;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.profile.domain.Sample;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the values of a device agree with the supply and with each other. Decimals are exact; only texts are rounded. */
public final class Plausibility {
    private static final BigDecimal VOLTAGE_SHARE = new BigDecimal("0.10");
    private static final BigDecimal SUM_SHARE = new BigDecimal("0.02");
    private static final BigDecimal SUM_WATTS = BigDecimal.valueOf(20);
    /** Below this apparent power a power factor says little. */
    private static final BigDecimal LEAST_APPARENT = BigDecimal.valueOf(200);

    private static final BigDecimal LEAST_FACTOR = new BigDecimal("0.30");
    private static final Duration CLOCK = Duration.ofSeconds(1);

    private final Profile profile;
    private final Supply supply;
    private final List<Snapshot> snapshots;
    private final Set<PointId> known;
    private final List<Check> checks = new ArrayList<>();

    private Plausibility(Profile profile, Binding.Role role, Supply supply, List<Snapshot> snapshots) {
        this.profile = profile;
        this.supply = supply;
        this.snapshots = snapshots;
        this.known = Metering.known(profile);
        this.known.retainAll(Metering.asked(role));
    }

    /**
     * @param role what the device is to measure
     * @param snapshots in order, at least two
     * @param clockOffset of the gateway's clock from the installer's, real time
     */
    public static List<Check> checks(
            Profile profile, Binding.Role role, Supply supply, List<Snapshot> snapshots, Duration clockOffset) {
        Plausibility judge = new Plausibility(profile, role, supply, snapshots);
        Optional<Metering> metering = Metering.of(profile, role);
        judge.clock(clockOffset);
        if (metering.isEmpty()) {
            judge.checks.add(Check.failed(
                    "profile",
                    profile.id(),
                    "a map with power and a counter of energy for role " + role,
                    "open it again in the role that it has, or use a device that has a counter"));
            return judge.checks;
        }
        judge.required(metering.get());
        judge.voltages();
        judge.frequency();
        if (metering.get() == Metering.GRID) {
            judge.phaseSum();
            judge.apparentPower();
        }
        judge.checks.addAll(CounterCheck.checks(metering.get(), snapshots));
        return List.copyOf(judge.checks);
    }

    private void clock(Duration offset) {
        checks.add(Check.of(
                offset.abs().compareTo(CLOCK) < 0,
                "clock",
                "%d ms".formatted(offset.toMillis()),
                "less than 1 s apart",
                "compare the gateway's clock (NTP) with yours: one of them is wrong"));
    }

    private void required(Metering metering) {
        for (PointId id : metering.required(profile)) {
            Optional<Sample> missing = snapshots.stream()
                    .map(snapshot -> snapshot.samples().get(id))
                    .filter(sample -> !(sample instanceof Sample.Measured))
                    .findFirst();
            checks.add(
                    missing.isEmpty()
                            ? Check.passed("value." + id.id(), "always there", "a value in every read")
                            : missing.get().equals(new Sample.Missing(Absent.NOT_ACCUMULATED))
                                    ? Check.doubtful(
                                            "value." + id.id(),
                                            "it says that it has never counted",
                                            "a value in every read",
                                            "its display has to show 0 kWh here; by your signature you say so")
                                    : Check.failed(
                                            "value." + id.id(),
                                            missing.get() instanceof Sample.Missing none
                                                    ? none.why().name()
                                                    : "not read",
                                            "a value in every read",
                                            "the device does not measure this: check its type, edition and wiring"));
        }
    }

    private void voltages() {
        BigDecimal nominal = BigDecimal.valueOf(supply.volts());
        BigDecimal low = nominal.subtract(nominal.multiply(VOLTAGE_SHARE));
        BigDecimal high = nominal.add(nominal.multiply(VOLTAGE_SHARE));
        for (int phase = 0; phase < Metering.VOLTAGES.size(); phase++) {
            PointId id = Metering.VOLTAGES.get(phase);
            if (phase >= supply.phases() || !known.contains(id)) {
                checks.add(Check.notApplicable(
                        id.id(), phase >= supply.phases() ? "no such phase" : "the device has no such value"));
            } else {
                between(id, low, high, "check terminal N and the fuse of L" + (phase + 1));
            }
        }
    }

    private void frequency() {
        if (!known.contains(PointId.FREQUENCY)) {
            checks.add(Check.notApplicable(PointId.FREQUENCY.id(), "the device has no such value"));
            return;
        }
        BigDecimal nominal = BigDecimal.valueOf(supply.hertz());
        between(
                PointId.FREQUENCY,
                nominal.subtract(BigDecimal.ONE),
                nominal.add(BigDecimal.ONE),
                "check the register map: a meter of this grid shows this frequency");
    }

    private void between(PointId id, BigDecimal low, BigDecimal high, String todo) {
        List<BigDecimal> values = snapshots.stream()
                .flatMap(snapshot -> snapshot.value(id).stream())
                .sorted()
                .toList();
        String unit = " " + id.unit().symbol();
        String expected = text(low) + " to " + text(high) + unit;
        if (values.size() < snapshots.size()) {
            checks.add(Check.failed(id.id(), "no value", expected, todo));
            return;
        }
        checks.add(Check.of(
                values.getFirst().compareTo(low) >= 0 && values.getLast().compareTo(high) <= 0,
                id.id(),
                text(values.getFirst()) + " to " + text(values.getLast()) + unit,
                expected,
                todo));
    }

    private List<PointId> phases(List<PointId> ids) {
        return ids.subList(0, supply.phases());
    }

    private void phaseSum() {
        List<PointId> phases = phases(Metering.PHASE_POWERS);
        if (!known.containsAll(phases)) {
            checks.add(Check.notApplicable("power.sum", "the device has no power per phase"));
            return;
        }
        BigDecimal worst = BigDecimal.ZERO;
        String value = "they agree";
        boolean holds = true;
        for (Snapshot snapshot : snapshots) {
            Optional<BigDecimal> total = snapshot.value(PointId.GRID_POWER);
            Optional<BigDecimal> sum = sum(snapshot, phases);
            if (total.isEmpty() || sum.isEmpty()) {
                checks.add(Check.failed("power.sum", "no value", "power of every phase", "check the wiring"));
                return;
            }
            BigDecimal apart = total.get().subtract(sum.get()).abs();
            if (apart.compareTo(worst) > 0) {
                worst = apart;
                value = "%s W in total, %s W by phases".formatted(text(total.get()), text(sum.get()));
            }
            holds &=
                    apart.compareTo(SUM_WATTS.add(SUM_SHARE.multiply(total.get().abs()))) <= 0;
        }
        checks.add(Check.of(
                holds,
                "power.sum",
                value,
                "at most 2 % + 20 W apart",
                "a transformer or a phase is missing or of another ratio: compare them"));
    }

    private static Optional<BigDecimal> sum(Snapshot snapshot, List<PointId> phases) {
        BigDecimal sum = BigDecimal.ZERO;
        for (PointId phase : phases) {
            Optional<BigDecimal> value = snapshot.value(phase);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.add(value.get());
        }
        return Optional.of(sum);
    }

    /** Without a register for it, the power factor is what P and V x I leave: never above 1, and seldom small. */
    private void apparentPower() {
        for (int phase = 0; phase < supply.phases(); phase++) {
            PointId power = Metering.PHASE_POWERS.get(phase);
            String name = "power.factor.l" + (phase + 1);
            if (!known.containsAll(List.of(power, Metering.VOLTAGES.get(phase), Metering.CURRENTS.get(phase)))) {
                checks.add(Check.notApplicable(name, "the device has no power, voltage and current of this phase"));
                continue;
            }
            checks.add(powerFactor(phase, power, name));
        }
    }

    private Check powerFactor(int phase, PointId power, String name) {
        BigDecimal lowest = BigDecimal.ONE;
        boolean judged = false;
        for (Snapshot snapshot : snapshots) {
            Optional<BigDecimal> watts = snapshot.value(power).map(BigDecimal::abs);
            Optional<BigDecimal> apparent = snapshot.value(Metering.VOLTAGES.get(phase))
                    .flatMap(volts -> snapshot.value(Metering.CURRENTS.get(phase))
                            .map(amperes -> volts.multiply(amperes).abs()));
            if (watts.isEmpty() || apparent.isEmpty()) {
                return Check.failed(name, "no value", "power, voltage and current", "check the wiring");
            }
            BigDecimal most =
                    apparent.get().multiply(BigDecimal.ONE.add(SUM_SHARE)).add(SUM_WATTS);
            if (watts.get().compareTo(most) > 0) {
                return Check.failed(
                        name,
                        "%s W at %s VA".formatted(text(watts.get()), text(apparent.get())),
                        "P = V x I x power factor, which is at most 1 (2 % + 20 W)",
                        "voltage and current of L%d are of different phases or ratios".formatted(phase + 1));
            }
            if (apparent.get().compareTo(LEAST_APPARENT) >= 0) {
                judged = true;
                lowest = lowest.min(watts.get().divide(apparent.get(), 3, RoundingMode.HALF_EVEN));
            }
        }
        if (!judged) {
            return Check.doubtful(name, "less than 200 VA", "at least 0.30", "measure again with a load on this phase");
        }
        return lowest.compareTo(LEAST_FACTOR) >= 0
                ? Check.passed(name, lowest.toPlainString(), "at least 0.30")
                : Check.doubtful(
                        name,
                        lowest.toPlainString(),
                        "at least 0.30",
                        "check that voltage and current of L%d are of the same phase".formatted(phase + 1));
    }

    static String text(BigDecimal value) {
        return value.setScale(2, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
    }
}
