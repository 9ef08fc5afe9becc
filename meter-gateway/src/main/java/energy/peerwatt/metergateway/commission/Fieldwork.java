package energy.peerwatt.metergateway.commission;

import energy.peerwatt.metergateway.codec.domain.RegisterWindow;
import energy.peerwatt.metergateway.commission.domain.Binding;
import energy.peerwatt.metergateway.commission.domain.Check;
import energy.peerwatt.metergateway.commission.domain.ConfigurationCheck;
import energy.peerwatt.metergateway.commission.domain.DeviceIdentity;
import energy.peerwatt.metergateway.commission.domain.Fact;
import energy.peerwatt.metergateway.commission.domain.Metering;
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
    /** Of the reads of a measurement; more than one in ten missing is a line in trouble. */
    private static final int LOST_SHARE = 10;

    private final Surroundings surroundings;
    private final Target target;
    private final Binding.Role role;

    /** @param role what the device is to measure */
    Fieldwork(Surroundings surroundings, Target target, Binding.Role role) {
        this.surroundings = surroundings;
        this.target = target;
        this.role = role;
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
        Session.Look look = session.look(profile, role);
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
                Session.Look look = session.look(profile, role);
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
                String say = snapshots.size() + " reads, leave it at " + effort(profile, role);
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
                checks.addAll(Plausibility.checks(profile, role, target.supply(), snapshots, clockOffset));
            } else {
                checks.add(Check.failed("duration", "no two reads", "120 s of reads", "the device does not answer"));
            }
            return new Attempt(measured(begun, snapshots), checks, session.frames());
        }
    }

    /** What is shown to a device while it is measured, for people. */
    static String effort(Profile profile, Binding.Role role) {
        return Metering.of(profile, role).orElse(Metering.GRID).effort();
    }

    private Fact.Measured measured(Instant begun, List<Snapshot> snapshots) {
        return new Fact.Measured(begun, surroundings.market().instant(), snapshots.size());
    }
}
