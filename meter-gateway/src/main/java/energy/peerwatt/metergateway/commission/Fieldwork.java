package energy.peerwatt.metergateway.commission;

import energy.peerwatt.metergateway.codec.domain.RegisterWindow;
import energy.peerwatt.metergateway.commission.domain.Check;
import energy.peerwatt.metergateway.commission.domain.ConfigurationCheck;
import energy.peerwatt.metergateway.commission.domain.DeviceIdentity;
import energy.peerwatt.metergateway.commission.domain.DirectionTest;
import energy.peerwatt.metergateway.commission.domain.Fact;
import energy.peerwatt.metergateway.commission.domain.Plausibility;
import energy.peerwatt.metergateway.commission.domain.Snapshot;
import energy.peerwatt.metergateway.commission.domain.Target;
import energy.peerwatt.metergateway.link.domain.DeviceIdentification;
import energy.peerwatt.metergateway.probe.domain.DeviceAccess;
import energy.peerwatt.metergateway.probe.domain.DeviceReader;
import energy.peerwatt.metergateway.probe.domain.Recognition;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.profile.domain.Requirement;
import energy.peerwatt.metergateway.sunspec.domain.RegisterSource.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The steps that ask a device; what they say is judged in {@code domain}. Nothing is written to any device. */
final class Fieldwork {
    private static final int BASELINE = 5;
    /** Of the reads of a measurement; more than one in ten missing is a line in trouble. */
    private static final int LOST_SHARE = 10;

    private final Surroundings surroundings;
    private final Target target;

    Fieldwork(Surroundings surroundings, Target target) {
        this.surroundings = surroundings;
        this.target = target;
    }

    /** Told what progress becomes. */
    interface Teller extends Consumer<UnaryOperator<Progress>> {}

    /** Who the device is; empty if it does not answer, with the reason in {@code session}'s frames. */
    Optional<DeviceIdentity> identify(Session session, @Nullable Profile named)
            throws InterruptedException, RefusedException {
        DeviceAccess bare = new DeviceAccess(session::ask, target.unit(), Map.of());
        Optional<Recognition.Recognised> recognised =
                named == null ? Recognition.recognise(surroundings.profiles().all(), bare) : Optional.empty();
        Session.requireGoingOn();
        if (bare.failed() && recognised.isEmpty() && named == null) {
            return Optional.empty();
        }
        Profile profile = named != null
                ? named
                : recognised
                        .map(Recognition.Recognised::profile)
                        .orElseThrow(() -> new RefusedException(
                                "the device does not say which profile it has: name it in the field profile"));
        if (named != null && !DeviceReader.matches(named, bare).orElse(true) && !bare.failed()) {
            throw new RefusedException("the device says that it is none of " + named.id()
                    + ": its registers for recognition hold something else");
        }
        Session.Look look = session.look(profile);
        if (!look.whole()) {
            return Optional.empty();
        }
        Optional<Recognition.Nameplate> plate = Recognition.nameplate(bare);
        Session.requireGoingOn();
        return Optional.of(new DeviceIdentity(
                recognised.map(it -> method(it.means())).orElse(DeviceIdentity.Method.BY_HAND),
                profile.id(),
                profile.hash(),
                plate.map(Recognition.Nameplate::maker)
                        .filter(maker -> !maker.isEmpty())
                        .orElse(profile.title()),
                look.picture()
                        .model()
                        .or(() -> plate.map(Recognition.Nameplate::model))
                        .orElse(""),
                look.picture()
                        .firmware()
                        .or(() -> plate.map(Recognition.Nameplate::version))
                        .orElse(""),
                look.picture().serial().orElse(""),
                bare.identification().map(DeviceIdentification::objects).orElseGet(TreeMap::new)));
    }

    private static DeviceIdentity.Method method(Recognition.Means means) {
        return switch (means) {
            case FC43 -> DeviceIdentity.Method.FC43;
            case SUNSPEC -> DeviceIdentity.Method.SUNSPEC;
            case REGISTERS -> DeviceIdentity.Method.REGISTERS;
        };
    }

    Attempt configuration(Profile profile) throws InterruptedException, RefusedException {
        try (Session session = Session.open(surroundings, target, profile)) {
            DeviceAccess access = session.access(profile);
            List<ConfigurationCheck.Setting> settings = profile.require().stream()
                    .map(requirement ->
                            new ConfigurationCheck.Setting(requirement, value(profile, requirement, access)))
                    .toList();
            Session.requireGoingOn();
            return new Attempt(
                    new Fact.Configured(settings.size()), ConfigurationCheck.checks(settings), session.frames());
        }
    }

    private static OptionalLong value(Profile profile, Requirement requirement, DeviceAccess access) {
        var block = profile.request(requirement.location());
        return access.read(Optional.empty(), block) instanceof Answer.Words words
                ? OptionalLong.of(new RegisterWindow(block.start(), words.words())
                        .bits(
                                requirement.location().address(),
                                requirement.location().registers(),
                                requirement.location().order()))
                : OptionalLong.empty();
    }

    /**
     * @param length market time
     * @param clockOffset of the gateway's clock from the installer's
     */
    Attempt measure(Profile profile, String serial, Duration length, Duration clockOffset, Teller teller)
            throws InterruptedException, RefusedException {
        List<Snapshot> snapshots = new ArrayList<>();
        List<Check> checks = new ArrayList<>();
        int lost = 0;
        Instant begun = surroundings.market().instant();
        try (Session session = Session.open(surroundings, target, profile)) {
            while (snapshots.size() < 2
                    || Duration.between(
                                            snapshots.getFirst().at(),
                                            snapshots.getLast().at())
                                    .compareTo(length)
                            < 0) {
                Session.Look look = session.look(profile);
                if (look.whole()) {
                    snapshots.add(look.snapshot());
                } else {
                    lost++;
                }
                if (look.whole() && !look.picture().serial().orElse("").equals(serial)) {
                    return new Attempt(
                            measured(begun, snapshots),
                            List.of(Check.failed(
                                    "serial.same",
                                    look.picture().serial().orElse("none"),
                                    serial,
                                    "another device answers now: identify it again")),
                            session.frames());
                }
                Duration past = Duration.between(begun, surroundings.market().instant());
                if (past.compareTo(length.multipliedBy(2)) > 0) {
                    break;
                }
                String say = snapshots.size() + " reads, leave a load of 2 kW or more switched on";
                teller.accept(progress -> progress.at((int) Math.min(past.toSeconds(), length.toSeconds()), say));
                Thread.sleep(surroundings.interval());
            }
            checks.add(Check.of(
                    lost * LOST_SHARE <= lost + snapshots.size(),
                    "reads",
                    "%d of %d lost".formatted(lost, lost + snapshots.size()),
                    "at most one in ten",
                    "the line is in trouble: check wires, terminators and distance"));
            if (snapshots.size() >= 2) {
                checks.addAll(Plausibility.checks(profile, target.supply(), snapshots, clockOffset));
            } else {
                checks.add(Check.failed("duration", "no two reads", "120 s of reads", "the device does not answer"));
            }
            return new Attempt(measured(begun, snapshots), checks, session.frames());
        }
    }

    private Fact.Measured measured(Instant begun, List<Snapshot> snapshots) {
        return new Fact.Measured(begun, surroundings.market().instant(), snapshots.size());
    }

    /**
     * How a direction is proven.
     *
     * @param production what the inverter gives, W; for {@link DirectionTest.Kind#GENERATION}
     * @param patience real time
     * @param inversion why the device is read the other way round; null if it is not
     */
    record Way(
            DirectionTest.Kind kind,
            long production,
            Duration patience,
            @Nullable String inversion) {
        /** Whether there is enough to see which way the device counts. */
        boolean shows() {
            return kind == DirectionTest.Kind.LOAD
                    || BigDecimal.valueOf(production).compareTo(DirectionTest.STEP) >= 0;
        }
    }

    Attempt direction(Profile profile, Way way, Teller teller) throws InterruptedException, RefusedException {
        DirectionTest.Kind kind = way.kind();
        Duration patience = way.patience();
        List<Snapshot> before = new ArrayList<>();
        List<Snapshot> after = new ArrayList<>();
        DirectionTest.Outcome outcome = new DirectionTest.Outcome.Waiting("nothing yet");
        Instant end = surroundings.wall().instant().plus(patience);
        try (Session session = Session.open(surroundings, target, profile)) {
            while (outcome instanceof DirectionTest.Outcome.Waiting waiting
                    && surroundings.wall().instant().isBefore(end)) {
                boolean baseline = kind == DirectionTest.Kind.LOAD && before.size() < BASELINE;
                Duration left = Duration.between(surroundings.wall().instant(), end);
                teller.accept(progress -> progress.at(
                        (int) patience.minus(left).toSeconds(),
                        baseline
                                ? "leave everything as it is"
                                : instruction(way) + ", seen so far: " + waiting.seen()));
                Session.Look look = session.look(profile, way.inversion() != null);
                if (look.whole()) {
                    (baseline ? before : after).add(look.snapshot());
                    outcome = kind == DirectionTest.Kind.LOAD
                            ? load(way, before, after)
                            : DirectionTest.generation(way.production(), after);
                }
                Thread.sleep(surroundings.interval());
            }
            return judged(way, outcome, session);
        }
    }

    private static DirectionTest.Outcome load(Way way, List<Snapshot> before, List<Snapshot> after) {
        return way.inversion() == null
                ? DirectionTest.load(before, after)
                : DirectionTest.loadOnEveryPhase(before, after);
    }

    private static String instruction(Way way) {
        return switch (way.kind()) {
            case LOAD ->
                way.inversion() == null
                        ? "switch a load of 500 W or more on now (a kettle), and leave it on"
                        : "switch a load of 500 W or more on now (a kettle), on one phase after the other";
            case GENERATION -> "switch large loads off, so that the roof gives more than the home takes";
        };
    }

    private static Attempt judged(Way way, DirectionTest.Outcome outcome, Session session) {
        DirectionTest.Kind kind = way.kind();
        String expected =
                switch (kind) {
                    case LOAD ->
                        way.inversion() == null
                                ? "import rises by 500 W or more on one phase"
                                : "import rises by 500 W or more on every phase";
                    case GENERATION -> "export of 100 W or more with production of 500 W or more";
                };
        return switch (outcome) {
            case DirectionTest.Outcome.Proven proven ->
                new Attempt(
                        new Fact.Directed(kind, proven.seen(), way.inversion()),
                        List.of(Check.passed("direction", proven.seen(), expected)),
                        session.frames());
            case DirectionTest.Outcome.Wrong wrong ->
                new Attempt(
                        new Fact.Directed(kind, wrong.seen(), way.inversion()),
                        List.of(Check.failed(
                                way.shows() ? DirectionTest.TURNED : "direction",
                                wrong.seen(),
                                expected,
                                wrong.todo())),
                        session.frames());
            case DirectionTest.Outcome.Waiting waiting ->
                new Attempt(
                        new Fact.Directed(kind, waiting.seen(), way.inversion()),
                        List.of(
                                Check.failed(
                                        "direction",
                                        waiting.seen(),
                                        expected,
                                        "begin again and switch a load on when told to; if nothing shows, it is on another meter")),
                        session.frames());
        };
    }
}
