package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.metergateway.commission.domain.DirectionTest.Kind;
import energy.peerwatt.metergateway.commission.domain.DirectionTest.Outcome;
import energy.peerwatt.metergateway.profile.domain.PointId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether an inverter or a battery shows what it does itself: as much, and with the right sign. There is nothing to turn
 * round in such a device; a wrong sign or a wrong amount means a register map that is not its own.
 */
public final class OwnPower {
    /**
     * How far a register may be from a display: both come from one sensor, but they are looked at some seconds apart, in
     * which a cloud takes a tenth, and a display of kW with one decimal is off by up to half a step and old by one more.
     */
    private static final BigDecimal SHARE = new BigDecimal("0.10");

    private static final BigDecimal WATTS = BigDecimal.valueOf(100);
    private static final String OTHER_MAP =
            "identify it with the profile of its own family and firmware, for the register map"
                    + " is of another one; nothing is inverted in an inverter or a battery";

    private OwnPower() {}

    /**
     * Whether an inverter's output is + and what its display shows.
     *
     * @param displayW what its display shows
     * @param snapshots in order; two in a row have to agree
     */
    public static Outcome production(long displayW, Metering metering, List<Snapshot> snapshots) {
        Optional<Twice> twice = Twice.last(metering, snapshots);
        if (twice.isEmpty()) {
            return new Outcome.Waiting("no power to see");
        }
        BigDecimal display = BigDecimal.valueOf(displayW);
        BigDecimal apart = WATTS.add(display.multiply(SHARE));
        BigDecimal low = display.subtract(apart).max(DirectionTest.STEP);
        BigDecimal high = display.add(apart);
        String seen = "output %s W, display %d W"
                .formatted(Plausibility.text(twice.get().now()), displayW);
        if (twice.get().within(low, high)) {
            return new Outcome.Proven(seen);
        }
        return twice.get().within(high.negate(), DirectionTest.STEP.negate())
                ? new Outcome.Wrong(seen, "its sign is the wrong way round: " + OTHER_MAP)
                : new Outcome.Waiting(seen);
    }

    /** What a register may say where the display shows this. */
    public static String expected(long displayW) {
        return "500 W or more, within 10 %% and 100 W of the %d W on its display, twice in a row".formatted(displayW);
    }

    /**
     * Whether a battery's power has the sign of what the installer lets it do.
     *
     * @param kind CHARGE or DISCHARGE
     */
    public static Outcome battery(Kind kind, List<Snapshot> snapshots) {
        Optional<Twice> twice = Twice.last(Metering.BATTERY, snapshots);
        if (twice.isEmpty()) {
            return new Outcome.Waiting("no power to see");
        }
        String seen = "battery %s W".formatted(Plausibility.text(twice.get().now()));
        Twice toward = kind == Kind.CHARGE ? twice.get() : twice.get().negated();
        if (toward.least().compareTo(DirectionTest.STEP) >= 0) {
            return new Outcome.Proven(seen);
        }
        return toward.negated().least().compareTo(DirectionTest.STEP) >= 0
                ? new Outcome.Wrong(
                        seen,
                        "if its display says that it is being %s, its sign is the wrong way round: "
                                        .formatted(kind == Kind.CHARGE ? "charged" : "discharged")
                                + OTHER_MAP)
                : new Outcome.Waiting(seen);
    }

    /**
     * Whether a battery's counters say the same as its power. DOUBTFUL while neither has made a step: those of 100 Wh need
     * longer than an installer waits.
     *
     * @param kind CHARGE or DISCHARGE
     */
    public static Check counters(Kind kind, List<Snapshot> snapshots) {
        String expected = kind == Kind.CHARGE
                ? "the counter of charge rises, that of discharge stands"
                : "the counter of discharge rises, that of charge stands";
        List<Snapshot> run = run(kind, snapshots);
        Optional<BigDecimal> in = rise(run, metering -> Optional.of(metering.plus()));
        Optional<BigDecimal> out = rise(run, Metering::minus);
        if (in.isEmpty() || out.isEmpty()) {
            return Check.failed("direction.counters", "no value", expected, "the battery's counters are not read");
        }
        BigDecimal right = kind == Kind.CHARGE ? in.get() : out.get();
        BigDecimal wrong = kind == Kind.CHARGE ? out.get() : in.get();
        String value =
                "charge +%s Wh, discharge +%s Wh".formatted(Plausibility.text(in.get()), Plausibility.text(out.get()));
        if (wrong.compareTo(right) > 0) {
            return Check.failed(
                    "direction.counters", value, expected, "the counters are the wrong way round: " + OTHER_MAP);
        }
        return right.compareTo(wrong) > 0
                ? Check.passed("direction.counters", value, expected)
                : Check.doubtful(
                        "direction.counters",
                        value,
                        expected,
                        "too little energy to tell; power has shown the direction, and more seconds would show the rest");
    }

    /** The newest snapshots in which the battery did nothing else. */
    private static List<Snapshot> run(Kind kind, List<Snapshot> snapshots) {
        List<Snapshot> run = new ArrayList<>();
        for (Snapshot snapshot : snapshots.reversed()) {
            boolean shows = Metering.BATTERY
                    .power(snapshot)
                    .map(watts -> kind == Kind.CHARGE ? watts : watts.negate())
                    .filter(watts -> watts.compareTo(DirectionTest.STEP) >= 0)
                    .isPresent();
            if (!shows) {
                break;
            }
            run.addFirst(snapshot);
        }
        return run;
    }

    private interface Counter {
        Optional<PointId> of(Metering metering);
    }

    private static Optional<BigDecimal> rise(List<Snapshot> run, Counter counter) {
        return run.isEmpty()
                ? Optional.empty()
                : counter.of(Metering.BATTERY)
                        .flatMap(id -> run.getFirst()
                                .counted(id)
                                .flatMap(first -> run.getLast().counted(id).map(last -> last.subtract(first))));
    }

    /** Power in the last two reads. */
    private record Twice(BigDecimal before, BigDecimal now) {
        static Optional<Twice> last(Metering metering, List<Snapshot> snapshots) {
            if (snapshots.size() < 2) {
                return Optional.empty();
            }
            Optional<BigDecimal> before = metering.power(snapshots.get(snapshots.size() - 2));
            Optional<BigDecimal> now = metering.power(snapshots.getLast());
            return before.flatMap(one -> now.map(other -> new Twice(one, other)));
        }

        BigDecimal least() {
            return before.min(now);
        }

        boolean within(BigDecimal low, BigDecimal high) {
            return least().compareTo(low) >= 0 && before.max(now).compareTo(high) <= 0;
        }

        Twice negated() {
            return new Twice(before.negate(), now.negate());
        }
    }
}
