package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Sample;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the counters rise by the integral of power. The net of both directions is compared, so that it does not matter
 * whether a meter nets its phases before it counts.
 */
final class CounterCheck {
    /** Of class B for energy, and as much again for the power that it is held against. */
    private static final BigDecimal CLASS = new BigDecimal("0.02");

    private static final BigDecimal MILLIS_PER_HOUR = BigDecimal.valueOf(3_600_000);
    private static final int DIGITS = 6;
    private static final Duration SHORTEST = Duration.ofMinutes(2);

    private CounterCheck() {}

    static List<Check> checks(Metering metering, List<Snapshot> snapshots) {
        List<Check> checks = new ArrayList<>();
        Duration length =
                Duration.between(snapshots.getFirst().at(), snapshots.getLast().at());
        checks.add(Check.of(
                length.compareTo(SHORTEST) >= 0,
                "duration",
                length.toSeconds() + " s",
                "at least 120 s",
                "measure again, without a break"));
        falling(metering.plus(), snapshots).ifPresent(checks::add);
        metering.minus().flatMap(id -> falling(id, snapshots)).ifPresent(checks::add);
        checks.add(agreement(metering, snapshots));
        return checks;
    }

    private static Optional<Check> falling(PointId id, List<Snapshot> snapshots) {
        Optional<BigDecimal> before = Optional.empty();
        for (Snapshot snapshot : snapshots) {
            Optional<BigDecimal> now = snapshot.counted(id);
            if (before.isPresent() && now.isPresent() && now.get().compareTo(before.get()) < 0) {
                return Optional.of(Check.failed(
                        id.id() + ".rises",
                        "%s after %s Wh".formatted(Plausibility.text(now.get()), Plausibility.text(before.get())),
                        "never less than before",
                        "this register is no counter, or the device was reset: check profile and device"));
            }
            before = now;
        }
        return Optional.empty();
    }

    private static Check agreement(Metering metering, List<Snapshot> snapshots) {
        String name = "energy.rise";
        Optional<BigDecimal> first = net(metering, snapshots.getFirst());
        Optional<BigDecimal> last = net(metering, snapshots.getLast());
        if (first.isEmpty() || last.isEmpty()) {
            return Check.failed(name, "no value", "counters at both ends", "measure again");
        }
        BigDecimal rise = last.get().subtract(first.get());
        BigDecimal energy = BigDecimal.ZERO;
        BigDecimal blurred = BigDecimal.ZERO;
        BigDecimal throughput = BigDecimal.ZERO;
        BigDecimal highest = BigDecimal.ZERO;
        for (int i = 1; i < snapshots.size(); i++) {
            Optional<BigDecimal> from = metering.countedPower(snapshots.get(i - 1));
            Optional<BigDecimal> to = metering.countedPower(snapshots.get(i));
            if (from.isEmpty() || to.isEmpty()) {
                return Check.failed(name, "no power", "power in every read", "measure again");
            }
            BigDecimal half = halfOf(
                    Duration.between(snapshots.get(i - 1).at(), snapshots.get(i).at()));
            highest = highest.max(from.get().abs()).max(to.get().abs());
            energy = energy.add(from.get().add(to.get()).multiply(half));
            // Where power changed between two reads, nobody knows when.
            blurred = blurred.add(to.get()
                    .subtract(from.get())
                    .abs()
                    .multiply(half.add(halfOf(snapshots.get(i).took()))));
            throughput = throughput.add(from.get().abs().add(to.get().abs()).multiply(half));
        }
        // Counters are not taken in the middle of a read, as power is reckoned to be.
        blurred = blurred.add(highest.multiply(halfOf(snapshots.getFirst().took())
                .add(halfOf(snapshots.getLast().took()))));
        BigDecimal expected = hours(energy);
        BigDecimal steps = resolution(metering, snapshots.getLast());
        BigDecimal tolerance =
                hours(throughput).multiply(CLASS).add(steps.add(steps)).add(hours(blurred));
        String range = "%s Wh, +- %s Wh".formatted(Plausibility.text(expected), Plausibility.text(tolerance));
        String value = Plausibility.text(rise) + " Wh";
        if (rise.subtract(expected).abs().compareTo(tolerance) > 0) {
            return Check.failed(
                    name,
                    value,
                    range,
                    rise.signum() * expected.signum() < 0
                            ? "the counters go the other way: check settings (easy connection, application) and transformers"
                            : "counters and power disagree: check transformer ratio, settings and profile");
        }
        return expected.abs().compareTo(tolerance) <= 0
                ? Check.doubtful(
                        name, value, range, "too little energy to tell: measure again with " + metering.effort())
                : Check.passed(name, value, range);
    }

    private static BigDecimal halfOf(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis()).divide(BigDecimal.valueOf(2), 1, RoundingMode.UNNECESSARY);
    }

    private static BigDecimal hours(BigDecimal wattMillis) {
        return wattMillis.divide(MILLIS_PER_HOUR, DIGITS, RoundingMode.HALF_EVEN);
    }

    private static Optional<BigDecimal> net(Metering metering, Snapshot snapshot) {
        Optional<BigDecimal> plus = snapshot.counted(metering.plus());
        return metering.minus().isEmpty()
                ? plus
                : plus.flatMap(value -> snapshot.counted(metering.minus().get()).map(value::subtract));
    }

    private static BigDecimal resolution(Metering metering, Snapshot snapshot) {
        BigDecimal plus = step(snapshot, metering.plus());
        return metering.minus().map(id -> plus.add(step(snapshot, id))).orElse(plus);
    }

    private static BigDecimal step(Snapshot snapshot, PointId id) {
        return snapshot.measured(id)
                .map(Sample.Measured::resolution)
                .map(resolution -> resolution.decimal())
                .orElse(BigDecimal.ZERO);
    }
}
