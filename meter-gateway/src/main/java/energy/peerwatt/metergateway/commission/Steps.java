package energy.peerwatt.metergateway.commission;

import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.domain.Action;
import energy.peerwatt.metergateway.commission.domain.ActivationCheck;
import energy.peerwatt.metergateway.commission.domain.Binding;
import energy.peerwatt.metergateway.commission.domain.BindingStatement;
import energy.peerwatt.metergateway.commission.domain.Check;
import energy.peerwatt.metergateway.commission.domain.Commissioning;
import energy.peerwatt.metergateway.commission.domain.Counters;
import energy.peerwatt.metergateway.commission.domain.DeviceIdentity;
import energy.peerwatt.metergateway.commission.domain.DirectionTest;
import energy.peerwatt.metergateway.commission.domain.Fact;
import energy.peerwatt.metergateway.commission.domain.IdentityCheck;
import energy.peerwatt.metergateway.commission.domain.JournalEntry;
import energy.peerwatt.metergateway.commission.domain.Metering;
import energy.peerwatt.metergateway.commission.domain.Registration;
import energy.peerwatt.metergateway.commission.domain.RegistrationCheck;
import energy.peerwatt.metergateway.commission.domain.RegistryEntry;
import energy.peerwatt.metergateway.commission.domain.SignatureCheck;
import energy.peerwatt.metergateway.commission.domain.Stage;
import energy.peerwatt.metergateway.commission.domain.Target;
import energy.peerwatt.metergateway.profile.domain.Profile;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with one metering point. A step that is done already and asked for again with the same content changes
 * nothing; a step that cannot be done now is refused with the reason.
 */
public final class Steps {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT = 32;

    private final Bench bench;
    private final Surroundings surroundings;
    private final Holders holders;

    /** Who has a device among the metering points that were begun here. */
    interface Holders {
        Optional<String> find(String serial, MeterId except);
    }

    Steps(Bench bench, Surroundings surroundings, Holders holders) {
        this.bench = bench;
        this.surroundings = surroundings;
        this.holders = holders;
    }

    /** What the installer says about the place of a device. */
    public record Place(AccountId account, GridZoneId zone, Binding.Role role, String sealNumber, String photoSha256) {}

    public MeterId meter() {
        return bench.meter();
    }

    public <T> T look(Function<Commissioning, T> question) {
        return bench.look(question);
    }

    public Optional<Progress> progress() {
        return bench.progress();
    }

    public void cancel() {
        bench.cancel();
    }

    /** As the grid meter of a home. @return whether anything changed */
    public boolean open(Target target, String actor) throws IOException, InterruptedException, RefusedException {
        return open(target, Binding.Role.GRID, actor);
    }

    /**
     * @param role what the device is to measure, and so which of its values the steps look at
     * @return whether anything changed
     */
    public boolean open(Target target, Binding.Role role, String actor)
            throws IOException, InterruptedException, RefusedException {
        if (role == Binding.Role.LOAD) {
            throw new RefusedException(ActivationCheck.NO_SUB_METERS);
        }
        if (look(it ->
                it.target().filter(target::equals).isPresent() && it.role() == role && it.state() instanceof Stage)) {
            return false;
        }
        bench.carryOut(Action.OPEN, actor, _ -> new Attempt(new Fact.Opened(target, role), List.of()));
        return true;
    }

    /** @param wide all units of the bus, else only the one that is meant */
    public void scan(boolean wide, String actor) throws RefusedException {
        scan(wide, false, actor);
    }

    /**
     * @param wide all units of the bus, else only the one that is meant
     * @param sweep of a serial line whose speed and parity nobody knows: looks for them first
     */
    public void scan(boolean wide, boolean sweep, String actor) throws RefusedException {
        Scanning scanning = new Scanning(surroundings, target(), new Scanning.How(wide, sweep));
        Optional<String> refusal = scanning.refusal();
        if (refusal.isPresent()) {
            throw new RefusedException(refusal.get());
        }
        bench.begin(
                Action.SCAN,
                actor,
                Progress.begun(Progress.Step.SCAN, scanning.total(), "nothing is written to any device"),
                scanning::carryOut);
    }

    /** @param profile where the device does not tell */
    public JournalEntry identify(@Nullable Profile profile, String actor)
            throws IOException, InterruptedException, RefusedException {
        return bench.carryOut(Action.IDENTIFY, actor, _ -> {
            try (Session session = Session.withStranger(surroundings, target())) {
                DeviceIdentity device = fieldwork()
                        .identify(session, profile)
                        .orElseThrow(() -> new RefusedException("the device does not answer: "
                                + session.frames().getLast().reply()));
                List<Check> checks = new ArrayList<>(IdentityCheck.checks(
                        device,
                        elsewhere(device.serial()),
                        surroundings.neighbours().expected(meter())));
                if (role() != Binding.Role.GRID) {
                    checks.add(IdentityCheck.fits(
                            role(), device, Metering.of(surroundings.profiles().profile(device.profile()), role())));
                }
                return new Attempt(new Fact.Identified(device), checks, session.frames());
            }
        });
    }

    /**
     * Another metering point that has the device. By its serial number alone: one device answers to the register maps of
     * its maker's other models as well, and to SunSpec.
     */
    private Optional<String> elsewhere(String serial) {
        return surroundings.neighbours().holder(serial, meter()).or(() -> holders.find(serial, meter()));
    }

    public JournalEntry checkConfiguration(String actor) throws IOException, InterruptedException, RefusedException {
        return bench.carryOut(
                Action.CHECK_CONFIGURATION, actor, _ -> fieldwork().configuration(profile()));
    }

    /**
     * @param length market time
     * @param clockOffset of the gateway's clock from the installer's
     */
    public void measure(Duration length, Duration clockOffset, String actor) throws RefusedException {
        bench.begin(
                Action.MEASURE,
                actor,
                Progress.begun(
                        Progress.Step.MEASUREMENT,
                        (int) length.toSeconds(),
                        "let it have " + Fieldwork.effort(profile(), role())),
                teller -> fieldwork().measure(profile(), device().serial(), length, clockOffset, teller));
    }

    /** @param productionW what the inverter gives; asked of the gateway's own telemetry where it is null */
    public void proveDirection(DirectionTest.Kind kind, Duration patience, @Nullable Long productionW, String actor)
            throws RefusedException {
        proveDirection(kind, patience, productionW, null, actor);
    }

    /**
     * @param productionW what the inverter gives; asked of the gateway's own telemetry where it is null
     * @param inversion why a device that has just been shown the wrong way round is to be read so; null to read it as it is
     */
    public void proveDirection(
            DirectionTest.Kind kind,
            Duration patience,
            @Nullable Long productionW,
            @Nullable String inversion,
            String actor)
            throws RefusedException {
        Optional<String> refusal = DirectionWork.refusal(role(), kind, productionW);
        if (refusal.isPresent()) {
            throw new RefusedException(refusal.get());
        }
        if (inversion != null && !look(Commissioning::shownTurned)) {
            throw new RefusedException("nothing is read the other way round before a direction test has shown that its"
                    + " transformers are turned, and that they cannot be turned round");
        }
        if (inversion != null && kind != DirectionTest.Kind.LOAD) {
            throw new RefusedException("that every phase is turned is shown by a load on each: kind LOAD");
        }
        if (kind == DirectionTest.Kind.GENERATION
                && productionW == null
                && production().isEmpty()) {
            throw new RefusedException(
                    "the gateway reads no inverter here: say in productionW what the inverter's display shows");
        }
        long production = productionW == null ? production().orElse(0L) : productionW;
        bench.begin(
                Action.PROVE_DIRECTION,
                actor,
                Progress.begun(Progress.Step.DIRECTION, (int) patience.toSeconds(), "leave everything as it is"),
                teller -> new DirectionWork(surroundings, target(), role())
                        .prove(profile(), new DirectionWork.Way(kind, production, patience, inversion), teller));
    }

    private Optional<Long> production() {
        return surroundings.neighbours().production(meter());
    }

    /** Takes the counters that the device has now as those at which it begins. */
    public void bind(Place place, String actor) throws IOException, InterruptedException, RefusedException {
        if (place.role() != role()) {
            throw new RefusedException("it was opened and looked at as %s: bind it so, or open it again as %s"
                    .formatted(role(), place.role()));
        }
        if (look(it -> it.state() == Stage.BOUND) && same(place)) {
            return;
        }
        bench.carryOut(Action.BIND, actor, commissioning -> {
            try (Session session = Session.open(surroundings, target(), profile())) {
                Session.Look look = session.look(
                        profile(), role(), commissioning.inversion().isPresent());
                String serial = look.picture().serial().orElse("");
                Check same = Check.of(
                        serial.equals(device().serial()),
                        "serial.same",
                        serial,
                        device().serial(),
                        "another device answers now: identify it again");
                Counters start = look.counters(profile(), role())
                        .orElseThrow(() -> new RefusedException("the device shows no counters now: try again"));
                Binding binding = binding(place, start, commissioning.round());
                return new Attempt(
                        new Fact.Bound(binding, BindingStatement.metaHash(binding)),
                        List.of(same, IdentityCheck.free(elsewhere(device().serial()))),
                        session.frames());
            }
        });
    }

    private boolean same(Place place) {
        return look(it -> it.fact(Fact.Bound.class))
                .map(Fact.Bound::binding)
                .filter(before -> before.sameAs(binding(place, before.start(), before.epoch())))
                .isPresent();
    }

    private Binding binding(Place place, Counters start, int epoch) {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        DeviceIdentity device = device();
        return new Binding(
                meter(),
                surroundings.gateway(),
                place.account(),
                place.zone(),
                place.role(),
                device.serial(),
                device.profileHash(),
                place.sealNumber(),
                place.photoSha256(),
                start,
                epoch,
                surroundings.market().instant(),
                HexFormat.of().formatHex(salt),
                look(it -> it.inversion().orElse(null)));
    }

    /** @param signature of the installer, r | s */
    public JournalEntry seal(P256.Point key, byte[] signature, String actor)
            throws IOException, InterruptedException, RefusedException {
        Optional<JournalEntry> before = last(Fact.Sealed.class);
        String hex = HexFormat.of().formatHex(signature);
        if (before.isPresent()
                && look(it -> it.at(Stage.SEALED))
                && before.get().fact() instanceof Fact.Sealed(var _, var _, var _, var _, var _, var _, String by)
                && by.equals(hex)) {
            return before.get();
        }
        return bench.carryOut(Action.SEAL, actor, commissioning -> {
            Binding binding = commissioning.fact(Fact.Bound.class).orElseThrow().binding();
            P256.Point own = surroundings.keys().point();
            return new Attempt(
                    new Fact.Sealed(
                            BindingStatement.digest(binding),
                            own.x(),
                            own.y(),
                            HexFormat.of().formatHex(surroundings.keys().sign(BindingStatement.bytes(binding))),
                            key.x(),
                            key.y(),
                            hex),
                    SignatureCheck.checks(binding, key, signature));
        });
    }

    /**
     * Looks the binding up in the registry on chain.
     *
     * @param token of the caller
     */
    public JournalEntry register(String token, String actor)
            throws IOException, InterruptedException, RefusedException {
        Optional<JournalEntry> before = last(Fact.Registered.class);
        if (before.isPresent() && look(it -> it.at(Stage.REGISTERED))) {
            return before.get();
        }
        return bench.carryOut(Action.REGISTER, actor, commissioning -> {
            Fact.Bound bound = commissioning.fact(Fact.Bound.class).orElseThrow();
            RegistryEntry entry = surroundings.registry().lookUp(meter(), token);
            Instant now = surroundings.market().instant();
            return new Attempt(
                    new Fact.Registered(entry.meter().orElse(null)),
                    RegistrationCheck.checks(
                            entry,
                            bound.binding(),
                            commissioning
                                    .registered()
                                    .map(Registration::metaHash)
                                    .orElse(bound.hash()),
                            surroundings.keys().history().keyAt(now),
                            now));
        });
    }

    /** From then on the gateway reads the device, and seals what it reads if it is the meter of the grid. */
    public JournalEntry activate(String actor) throws IOException, InterruptedException, RefusedException {
        return service().activate(actor);
    }

    public void suspend(String reason, String actor) throws IOException, InterruptedException, RefusedException {
        service().end(Action.SUSPEND, actor, last -> new Fact.Suspended(reason, last));
    }

    public void resume(String actor) throws IOException, InterruptedException, RefusedException {
        service().resume(actor);
    }

    public void replace(String reason, String actor) throws IOException, InterruptedException, RefusedException {
        service().end(Action.REPLACE, actor, last -> new Fact.ReplacementBegun(reason, last));
    }

    public void retire(String reason, String actor) throws IOException, InterruptedException, RefusedException {
        service().end(Action.RETIRE, actor, last -> new Fact.Retired(reason, last));
    }

    private ServiceSteps service() {
        return new ServiceSteps(bench, surroundings);
    }

    private Optional<JournalEntry> last(Class<? extends Fact> type) {
        return look(it -> it.thisRound().stream()
                .filter(entry -> entry.passed() && type.isInstance(entry.fact()))
                .reduce((_, newer) -> newer));
    }

    private Fieldwork fieldwork() {
        return new Fieldwork(surroundings, target(), role());
    }

    private Binding.Role role() {
        return look(Commissioning::role);
    }

    private Target target() {
        return look(it -> it.target().orElseThrow());
    }

    private DeviceIdentity device() {
        return look(it -> it.fact(Fact.Identified.class).orElseThrow().device());
    }

    private Profile profile() {
        return surroundings.profiles().profile(device().profile());
    }
}
