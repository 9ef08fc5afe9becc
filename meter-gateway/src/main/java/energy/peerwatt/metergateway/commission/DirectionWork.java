package energy.peerwatt.metergateway.commission;

import energy.peerwatt.metergateway.commission.domain.Binding;
import energy.peerwatt.metergateway.commission.domain.Check;
import energy.peerwatt.metergateway.commission.domain.DirectionTest;
import energy.peerwatt.metergateway.commission.domain.DirectionTest.Kind;
import energy.peerwatt.metergateway.commission.domain.DirectionTest.Outcome;
import energy.peerwatt.metergateway.commission.domain.Fact;
import energy.peerwatt.metergateway.commission.domain.Metering;
import energy.peerwatt.metergateway.commission.domain.OwnPower;
import energy.peerwatt.metergateway.commission.domain.Snapshot;
import energy.peerwatt.metergateway.commission.domain.Target;
import energy.peerwatt.metergateway.commission.domain.Verdict;
import energy.peerwatt.metergateway.profile.domain.Profile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The step in which the installer shows a device which way it counts. Nothing is written to any device. */
final class DirectionWork {
    private static final int BASELINE = 5;

    private final Surroundings surroundings;
    private final Target target;
    private final Binding.Role role;

    /** @param role what the device is to measure */
    DirectionWork(Surroundings surroundings, Target target, Binding.Role role) {
        this.surroundings = surroundings;
        this.target = target;
        this.role = role;
    }

    /**
     * How a direction is proven.
     *
     * @param production what the inverter gives, W; for {@link Kind#GENERATION} and {@link Kind#PRODUCTION}
     * @param patience real time
     * @param inversion why the device is read the other way round; null if it is not
     */
    record Way(
            Kind kind,
            long production,
            Duration patience,
            @Nullable String inversion) {

        /** Whether what was shown can say that transformers are turned; an inverter and a battery have none. */
        boolean showsTransformers() {
            return switch (kind) {
                case LOAD -> true;
                case GENERATION -> BigDecimal.valueOf(production).compareTo(DirectionTest.STEP) >= 0;
                case PRODUCTION, CHARGE, DISCHARGE -> false;
            };
        }

        boolean ofBattery() {
            return kind == Kind.CHARGE || kind == Kind.DISCHARGE;
        }
    }

    /**
     * Why a device in this role cannot be shown this.
     *
     * @param displayW what the installer reads off the inverter
     */
    static Optional<String> refusal(Binding.Role role, Kind kind, @Nullable Long displayW) {
        Set<Kind> kinds = Kind.of(role);
        if (!kinds.contains(kind)) {
            return Optional.of("the direction of a device in role %s is shown by %s, not by %s"
                    .formatted(role, kinds.stream().map(Kind::name).collect(Collectors.joining(" or ")), kind));
        }
        if (kind != Kind.PRODUCTION) {
            return Optional.empty();
        }
        if (displayW == null) {
            return Optional.of("say in productionW what the inverter's display shows now");
        }
        return BigDecimal.valueOf(displayW).compareTo(DirectionTest.STEP) < 0
                ? Optional.of(
                        "wait for more sun: production must be 500 W or more, the display shows " + displayW + " W")
                : Optional.empty();
    }

    Attempt prove(Profile profile, Way way, Fieldwork.Teller teller) throws InterruptedException, RefusedException {
        List<Snapshot> before = new ArrayList<>();
        List<Snapshot> after = new ArrayList<>();
        Outcome outcome = new Outcome.Waiting("nothing yet");
        Instant end = surroundings.wall().instant().plus(way.patience());
        try (Session session = Session.open(surroundings, target, profile)) {
            while (goesOn(way, outcome, after) && surroundings.wall().instant().isBefore(end)) {
                boolean baseline = way.kind() == Kind.LOAD && before.size() < BASELINE;
                String say = baseline ? "leave everything as it is" : instruction(way) + ", " + soFar(outcome);
                Duration left = Duration.between(surroundings.wall().instant(), end);
                teller.accept(
                        progress -> progress.at((int) way.patience().minus(left).toSeconds(), say));
                Session.Look look = session.look(profile, role, way.inversion() != null);
                if (look.whole()) {
                    (baseline ? before : after).add(look.snapshot());
                    outcome = outcome(profile, way, before, after);
                }
                Thread.sleep(surroundings.interval());
            }
            return judged(way, outcome, after, session);
        }
    }

    /** A battery whose power is right is watched on until its counters have made a step. */
    private static boolean goesOn(Way way, Outcome outcome, List<Snapshot> after) {
        return switch (outcome) {
            case Outcome.Waiting _ -> true;
            case Outcome.Wrong _ -> false;
            case Outcome.Proven _ ->
                way.ofBattery() && OwnPower.counters(way.kind(), after).verdict() == Verdict.DOUBTFUL;
        };
    }

    private static String soFar(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Waiting waiting -> "seen so far: " + waiting.seen();
            case Outcome.Wrong wrong -> "seen so far: " + wrong.seen();
            case Outcome.Proven proven -> "power is right (" + proven.seen() + "), its counters are still to step";
        };
    }

    private Outcome outcome(Profile profile, Way way, List<Snapshot> before, List<Snapshot> after) {
        return switch (way.kind()) {
            case LOAD ->
                way.inversion() == null
                        ? DirectionTest.load(before, after)
                        : DirectionTest.loadOnEveryPhase(before, after);
            case GENERATION -> DirectionTest.generation(way.production(), after);
            case PRODUCTION ->
                Metering.of(profile, role)
                        .map(metering -> OwnPower.production(way.production(), metering, after))
                        .orElse(new Outcome.Waiting("no power to see"));
            case CHARGE, DISCHARGE -> OwnPower.battery(way.kind(), after);
        };
    }

    private static String instruction(Way way) {
        return switch (way.kind()) {
            case LOAD ->
                way.inversion() == null
                        ? "switch a load of 500 W or more on now (a kettle), and leave it on"
                        : "switch a load of 500 W or more on now (a kettle), on one phase after the other";
            case GENERATION -> "switch large loads off, so that the roof gives more than the home takes";
            case PRODUCTION -> "let the inverter give what its display shows";
            case CHARGE -> "let the battery be charged with 500 W or more, and leave it so";
            case DISCHARGE -> "let the battery be discharged with 500 W or more, and leave it so";
        };
    }

    private static String expected(Way way) {
        return switch (way.kind()) {
            case LOAD ->
                way.inversion() == null
                        ? "import rises by 500 W or more on one phase"
                        : "import rises by 500 W or more on every phase";
            case GENERATION -> "export of 100 W or more with production of 500 W or more";
            case PRODUCTION -> OwnPower.expected(way.production());
            case CHARGE -> "500 W or more, twice in a row: charge is +";
            case DISCHARGE -> "-500 W or less, twice in a row: discharge is -";
        };
    }

    private static String nothingShown(Way way) {
        return switch (way.kind()) {
            case LOAD, GENERATION ->
                "begin again and switch a load on when told to; if nothing shows, it is on another meter";
            case PRODUCTION ->
                "begin again with what its display shows then; if they stay apart, the display is of another inverter, or"
                        + " the register map is: identify it with the profile of its own family";
            case CHARGE, DISCHARGE ->
                "begin again and let it be charged or discharged with 500 W or more; if nothing shows, it is another"
                        + " battery";
        };
    }

    private static Attempt judged(Way way, Outcome outcome, List<Snapshot> after, Session session) {
        String expected = expected(way);
        return switch (outcome) {
            case Outcome.Proven proven -> {
                List<Check> checks = new ArrayList<>(List.of(Check.passed("direction", proven.seen(), expected)));
                if (way.ofBattery()) {
                    checks.add(OwnPower.counters(way.kind(), after));
                }
                yield attempt(way, proven.seen(), checks, session);
            }
            case Outcome.Wrong wrong ->
                attempt(
                        way,
                        wrong.seen(),
                        List.of(Check.failed(
                                way.showsTransformers() ? DirectionTest.TURNED : "direction",
                                wrong.seen(),
                                expected,
                                wrong.todo())),
                        session);
            case Outcome.Waiting waiting ->
                attempt(
                        way,
                        waiting.seen(),
                        List.of(Check.failed("direction", waiting.seen(), expected, nothingShown(way))),
                        session);
        };
    }

    private static Attempt attempt(Way way, String seen, List<Check> checks, Session session) {
        return new Attempt(new Fact.Directed(way.kind(), seen, way.inversion()), checks, session.frames());
    }
}
