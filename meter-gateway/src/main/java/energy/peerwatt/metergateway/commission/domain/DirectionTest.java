package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.metergateway.profile.domain.PointId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the installer shows the meter, so that it shows which way it counts. */
public final class DirectionTest {
    public static final BigDecimal STEP = BigDecimal.valueOf(500);
    /** Name of the check that fails where the device has shown the wrong way round. */
    public static final String TURNED = "direction.turned";

    private static final BigDecimal EXPORT = BigDecimal.valueOf(-100);
    private static final int PHASES = 3;

    private DirectionTest() {}

    /** What is shown. */
    public enum Kind {
        /** A load of 500 W or more is switched on: import must rise. */
        LOAD,
        /** The roof gives more than the home takes: there must be export. */
        GENERATION,
        /** An inverter gives what its display shows: its output must be that, and +. */
        PRODUCTION,
        /** A battery is charged: its power must be +. */
        CHARGE,
        /** A battery is discharged: its power must be -. */
        DISCHARGE;

        /** What shows the direction of a device in this role. */
        public static Set<Kind> of(Binding.Role role) {
            return switch (role) {
                case GRID -> EnumSet.of(LOAD, GENERATION);
                case LOAD -> EnumSet.of(LOAD);
                case PV -> EnumSet.of(PRODUCTION);
                case BATTERY -> EnumSet.of(CHARGE, DISCHARGE);
            };
        }
    }

    /** How far the test has come. */
    public sealed interface Outcome {
        /** @param seen such as "L1 +2012 W" */
        record Proven(String seen) implements Outcome {}

        record Wrong(String seen, String todo) implements Outcome {}

        /** @param seen the largest change so far */
        record Waiting(String seen) implements Outcome {}
    }

    /**
     * Whether power moved the way it must, and stayed there.
     *
     * @param before some snapshots from before the load was switched on, at least one
     * @param after the snapshots since, in order; two in a row have to agree
     */
    public static Outcome load(List<Snapshot> before, List<Snapshot> after) {
        if (after.size() < 2) {
            return new Outcome.Waiting("nothing yet");
        }
        List<Change> now = changes(before, after.getLast());
        List<Change> previous = changes(before, after.get(after.size() - 2));
        if (now.isEmpty() || previous.size() != now.size()) {
            return new Outcome.Waiting("no power to see");
        }
        for (int i = 0; i < now.size(); i++) {
            boolean up = now.get(i).rise().min(previous.get(i).rise()).compareTo(STEP) >= 0;
            if (up) {
                return new Outcome.Proven(now.get(i).text());
            }
        }
        for (int i = 0; i < now.size(); i++) {
            BigDecimal fall = now.get(i).rise().max(previous.get(i).rise());
            if (fall.compareTo(STEP.negate()) <= 0) {
                return new Outcome.Wrong(
                        now.get(i).text(),
                        "if nothing else was switched off, the current transformer of %s is turned: turn it round, or swap its two wires, and test again"
                                .formatted(now.get(i).where()));
            }
        }
        return new Outcome.Waiting(now.stream()
                .max(Comparator.comparing(change -> change.rise().abs()))
                .orElseThrow()
                .text());
    }

    /**
     * Whether a meter shows export while the roof gives more than the home takes.
     *
     * @param productionW what the inverter says that it gives
     */
    public static Outcome generation(long productionW, List<Snapshot> snapshots) {
        if (BigDecimal.valueOf(productionW).compareTo(STEP) < 0) {
            return new Outcome.Wrong(
                    "production " + productionW + " W", "wait for more sun: production must be 500 W or more");
        }
        if (snapshots.size() < 2) {
            return new Outcome.Waiting("nothing yet");
        }
        Optional<BigDecimal> now = snapshots.getLast().value(PointId.GRID_POWER);
        Optional<BigDecimal> before = snapshots.get(snapshots.size() - 2).value(PointId.GRID_POWER);
        if (now.isEmpty() || before.isEmpty()) {
            return new Outcome.Waiting("no power to see");
        }
        String seen = "grid %s W with production of %d W".formatted(Plausibility.text(now.get()), productionW);
        if (now.get().max(before.get()).compareTo(EXPORT) <= 0) {
            return new Outcome.Proven(seen);
        }
        // A home that takes what its roof gives shows little; one that "takes" as much again has turned transformers.
        return now.get().min(before.get()).compareTo(BigDecimal.valueOf(productionW)) >= 0
                ? new Outcome.Wrong(
                        seen, "switch large loads off; if import stays, the transformers are turned: turn them round")
                : new Outcome.Waiting(seen + "; switch large loads off");
    }

    /**
     * The same for a device that is read the other way round, on every phase it has, one after the other or all at once.
     * Software can only turn all of them: one transformer among right ones has to be turned by hand.
     */
    public static Outcome loadOnEveryPhase(List<Snapshot> before, List<Snapshot> after) {
        List<String> phases =
                changes(before, before.getLast()).stream().map(Change::where).toList();
        Set<String> shown = new TreeSet<>();
        for (int i = 1; i < after.size(); i++) {
            List<Change> first = changes(before, after.get(i - 1));
            List<Change> second = changes(before, after.get(i));
            for (int phase = 0; phase < Math.min(first.size(), second.size()); phase++) {
                BigDecimal one = first.get(phase).rise();
                BigDecimal other = second.get(phase).rise();
                if (one.max(other).compareTo(STEP.negate()) <= 0) {
                    return new Outcome.Wrong(
                            second.get(phase).text(),
                            "the transformer of %s is not turned like the others: turn those round that are wrong"
                                    .formatted(second.get(phase).where()));
                }
                if (one.min(other).compareTo(STEP) >= 0) {
                    shown.add(second.get(phase).where());
                }
            }
        }
        List<String> missing =
                phases.stream().filter(phase -> !shown.contains(phase)).toList();
        return !phases.isEmpty() && missing.isEmpty()
                ? new Outcome.Proven("import on " + String.join(", ", phases))
                : new Outcome.Waiting("still to be shown: " + String.join(", ", missing));
    }

    private record Change(String where, BigDecimal rise) {
        String text() {
            return "%s %s%s W".formatted(where, rise.signum() > 0 ? "+" : "", Plausibility.text(rise));
        }
    }

    /** Beyond the range of the snapshots before, so that what the home does by itself does not count. */
    private static List<Change> changes(List<Snapshot> before, Snapshot after) {
        List<Change> changes = new ArrayList<>();
        for (int phase = 1; phase <= PHASES; phase++) {
            change("L" + phase, Metering.PHASE_POWERS.get(phase - 1), before, after)
                    .ifPresent(changes::add);
        }
        if (changes.isEmpty()) {
            change("the total", PointId.GRID_POWER, before, after).ifPresent(changes::add);
        }
        return changes;
    }

    private static Optional<Change> change(String where, PointId id, List<Snapshot> before, Snapshot after) {
        List<BigDecimal> range = before.stream()
                .flatMap(snapshot -> snapshot.value(id).stream())
                .sorted()
                .toList();
        if (range.isEmpty()) {
            return Optional.empty();
        }
        return after.value(id).map(now -> new Change(where, beyond(now, range.getFirst(), range.getLast())));
    }

    private static BigDecimal beyond(BigDecimal now, BigDecimal low, BigDecimal high) {
        if (now.compareTo(high) > 0) {
            return now.subtract(high);
        }
        return now.subtract(low).min(BigDecimal.ZERO);
    }
}
