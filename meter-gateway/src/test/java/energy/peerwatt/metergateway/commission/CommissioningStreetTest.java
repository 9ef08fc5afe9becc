package energy.peerwatt.metergateway.commission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.domain.Binding;
import energy.peerwatt.metergateway.commission.domain.BindingStatement;
import energy.peerwatt.metergateway.commission.domain.Check;
import energy.peerwatt.metergateway.commission.domain.Commissioning;
import energy.peerwatt.metergateway.commission.domain.Counters;
import energy.peerwatt.metergateway.commission.domain.DirectionTest;
import energy.peerwatt.metergateway.commission.domain.Fact;
import energy.peerwatt.metergateway.commission.domain.Inversion;
import energy.peerwatt.metergateway.commission.domain.JournalEntry;
import energy.peerwatt.metergateway.commission.domain.Registration;
import energy.peerwatt.metergateway.commission.domain.Stage;
import energy.peerwatt.metergateway.commission.domain.State;
import energy.peerwatt.metergateway.commission.domain.Supply;
import energy.peerwatt.metergateway.commission.domain.Target;
import energy.peerwatt.metergateway.commission.domain.Verdict;
import energy.peerwatt.metergateway.support.CommissioningSite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices of the simulated street and one with a wrong setting, from the first look to the signed binding. */
class CommissioningStreetTest {
    private static final MeterId METER = MeterId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d01");
    private static final MeterId OTHER = MeterId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d02");
    private static final Steps.Place PLACE = new Steps.Place(
            AccountId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4a01"),
            new GridZoneId("zone-1"),
            Binding.Role.GRID,
            "A-17",
            "");
    private static final String ACTOR = "installer-7";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private CommissioningSite site;
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        site = new CommissioningSite();
        rig = new Rig(folder, site.clock());
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
        site.close();
    }

    @Test
    void aMeterOfTheStreetComesIntoService() throws Exception {
        Steps steps = toMeasured();
        steps.proveDirection(DirectionTest.Kind.LOAD, LONG, null, ACTOR);
        switchKettleOnWhenTold(steps);
        assertThat(ended(steps).condition()).isEqualTo(Progress.Condition.DONE);
        assertThat(state(steps)).isEqualTo(Stage.DIRECTION_PROVEN);

        steps.bind(PLACE, ACTOR);
        Binding binding =
                steps.look(it -> it.fact(Fact.Bound.class)).orElseThrow().binding();
        assertThat(binding.serial()).isEqualTo("21060001");
        assertThat(binding.start().plusWh()).isPositive();
        KeyPair installer = keys();
        JournalEntry sealed = seal(steps, installer, binding);
        Fact.Sealed signed = (Fact.Sealed) sealed.fact();
        assertThat(P256.verify(
                        new P256.Point(signed.gatewayKeyX(), signed.gatewayKeyY()).key(),
                        BindingStatement.bytes(binding),
                        HexFormat.of().parseHex(signed.gatewaySignature())))
                .isTrue();

        JournalEntry missing = steps.register("", ACTOR);
        assertThat(missing.passed()).isFalse();
        assertThat(missing.checks())
                .filteredOn(check -> check.name().equals("registry.meter"))
                .extracting(Check::todo)
                .singleElement()
                .asString()
                .contains(BindingStatement.metaHash(binding).toString(), "nonce 0");
        rig.registered(registration(BindingStatement.metaHash(binding)), false);
        assertThat(steps.register("", ACTOR).passed()).isFalse();
        rig.registered(registration(BindingStatement.metaHash(binding)), true);
        assertThat(steps.register("", ACTOR).passed()).isTrue();
        rig.refusals.add("the bus is full");
        assertThat(steps.activate(ACTOR).passed()).isFalse();
        assertThat(state(steps)).isEqualTo(Stage.REGISTERED);
        assertThat(rig.inService.get(METER).device()).isEmpty();
        rig.refusals.clear();
        steps.activate(ACTOR);

        assertThat(state(steps)).isEqualTo(Stage.ACTIVE);
        assertThat(rig.inService.get(METER).device().orElseThrow().serial()).contains("21060001");
    }

    @Test
    void everythingGoesOnAfterARestart() throws Exception {
        Steps before = toMeasured();
        List<JournalEntry> entries = before.look(Commissioning::entries);
        String hash = before.look(CommissioningReport::of).sha256();

        rig.restart();
        Steps after = rig.all().find(METER).orElseThrow();

        assertThat(state(after)).isEqualTo(Stage.MEASURED);
        assertThat(after.look(Commissioning::entries)).isEqualTo(entries);
        assertThat(after.look(CommissioningReport::of).sha256()).isEqualTo(hash);
        assertThat(entries)
                .filteredOn(entry -> entry.fact() instanceof Fact.Measured)
                .allSatisfy(entry -> assertThat(entry.frames()).hasSizeGreaterThan(20));
    }

    @Test
    void aTornTailOfTheJournalIsCutOffAndTheRestIsThere() throws Exception {
        Steps before = identified();
        int entries = before.look(Commissioning::entries).size();

        rig.restart(METER, new byte[] {0, 0, 1, 7, 9});

        Steps after = rig.all().find(METER).orElseThrow();
        assertThat(after.look(Commissioning::entries)).hasSize(entries);
        after.checkConfiguration(ACTOR);
        assertThat(state(after)).isEqualTo(Stage.CONFIG_CHECKED);
    }

    @Test
    void aTurnedTransformerIsNamedAndTurnedRoundItPasses() throws Exception {
        Steps steps = toMeasured();
        site.meter().turnTransformer(true);
        steps.proveDirection(DirectionTest.Kind.LOAD, LONG, null, ACTOR);
        switchKettleOnWhenTold(steps);
        ended(steps);

        JournalEntry failed = last(steps);
        assertThat(failed.passed()).isFalse();
        assertThat(failed.checks().getFirst().todo()).contains("current transformer of L1 is turned");
        assertThat(state(steps)).isEqualTo(Stage.MEASURED);

        site.meter().kettle(0);
        site.meter().turnTransformer(false);
        steps.proveDirection(DirectionTest.Kind.LOAD, LONG, null, ACTOR);
        switchKettleOnWhenTold(steps);
        ended(steps);
        assertThat(state(steps)).isEqualTo(Stage.DIRECTION_PROVEN);
    }

    @Test
    void aMeterWhoseTransformersStayTurnedIsReadTheOtherWayRoundOnceSomebodyHasSaidWhy() throws Exception {
        Steps steps = toMeasured();
        assertThatThrownBy(() -> steps.proveDirection(DirectionTest.Kind.LOAD, LONG, null, "sealed", ACTOR))
                .hasMessageContaining("before a direction test has shown");
        site.meter().turnAll(true);
        prove(steps, null);
        assertThat(last(steps).checks().getFirst().name()).isEqualTo(DirectionTest.TURNED);

        prove(steps, "the grid operator has sealed the cabinet");

        assertThat(last(steps).checks()).allMatch(check -> check.verdict() == Verdict.PASSED);
        steps.bind(PLACE, ACTOR);
        Binding binding =
                steps.look(it -> it.fact(Fact.Bound.class)).orElseThrow().binding();
        Inversion inversion = Objects.requireNonNull(binding.inversion());
        assertThat(inversion.actor()).isEqualTo(ACTOR);
        assertThat(inversion.reason()).contains("sealed the cabinet");
        assertThat(new String(BindingStatement.bytes(binding), StandardCharsets.UTF_8))
                .contains("\"inversion\":{\"actor\":\"" + ACTOR);
        assertThat(binding.sameAs(InversionLess.of(binding))).isFalse();
        assertThat(BindingStatement.metaHash(binding))
                .isNotEqualTo(BindingStatement.metaHash(InversionLess.of(binding)));
        assertThat(new String(steps.look(CommissioningReport::of).json(), StandardCharsets.UTF_8))
                .contains("has sealed the cabinet");
        rig.restart();
        assertThat(rig.all().find(METER).orElseThrow().look(Commissioning::inversion))
                .contains(inversion);
    }

    @Test
    void oneTurnedTransformerAmongRightOnesIsNotMendedBySoftware() throws Exception {
        Steps steps = toMeasured();
        site.meter().turnTransformer(true);
        prove(steps, null);

        prove(steps, "it would be easier");

        assertThat(last(steps).passed()).isFalse();
        assertThat(last(steps).checks())
                .filteredOn(check -> check.verdict() == Verdict.FAILED)
                .allMatch(check -> check.todo().contains("turn"));
        assertThat(state(steps)).isEqualTo(Stage.MEASURED);
    }

    private void prove(Steps steps, @Nullable String inversion) throws Exception {
        site.meter().kettle(0);
        steps.proveDirection(DirectionTest.Kind.LOAD, LONG, null, inversion, ACTOR);
        await().atMost(LONG).until(() -> steps.progress().orElseThrow().say().contains("(a kettle)"));
        if (inversion == null) {
            site.meter().kettle(2000);
        } else {
            site.meter().kettles(2000);
        }
        ended(steps);
    }

    /** The same binding of a meter that is read as it is. */
    private static final class InversionLess {
        static Binding of(Binding it) {
            return new Binding(
                    it.meter(),
                    it.gateway(),
                    it.account(),
                    it.zone(),
                    it.role(),
                    it.serial(),
                    it.profileHash(),
                    it.sealNumber(),
                    it.photoSha256(),
                    it.start(),
                    it.epoch(),
                    it.at(),
                    it.salt(),
                    null);
        }
    }

    @Test
    void aMeterThatIsTurnedDoesNotPassTheMeasurement() throws Exception {
        Steps steps = identified();
        steps.checkConfiguration(ACTOR);
        site.meter().turnTransformer(true);
        site.meter().kettle(2000);

        steps.measure(Duration.ofSeconds(120), Duration.ZERO, ACTOR);
        ended(steps);

        assertThat(last(steps).passed()).isFalse();
        assertThat(last(steps).checks())
                .filteredOn(check -> check.verdict() == Verdict.FAILED)
                .extracting(Check::name)
                .containsExactly("energy.rise");
    }

    @Test
    void aWrongSettingHoldsTheDeviceUpUntilItIsMended() throws Exception {
        site.em340().set(0x1103, 0);
        Steps steps = rig.all().begin(METER);
        steps.open(new Target("tcp://127.0.0.1:" + site.em340Port(), 1, Supply.EUROPE), ACTOR);
        steps.scan(false, ACTOR);
        ended(steps);
        steps.identify(null, ACTOR);
        assertThat(steps.look(Commissioning::device).orElseThrow().profile()).isEqualTo("carlo-gavazzi-em3x0");

        JournalEntry wrong = steps.checkConfiguration(ACTOR);

        assertThat(wrong.passed()).isFalse();
        assertThat(wrong.checks().getFirst().todo())
                .contains("set it to 1 (0x1)")
                .contains("mode A");
        assertThat(state(steps)).isEqualTo(Stage.IDENTIFIED);
        assertThatThrownBy(() -> steps.measure(Duration.ofSeconds(120), Duration.ZERO, ACTOR))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("CONFIG_CHECKED");
        site.em340().set(0x1103, 1);
        assertThat(steps.checkConfiguration(ACTOR).passed()).isTrue();
    }

    @Test
    void aDeviceThatIsBoundElsewhereIsRefused() throws Exception {
        identified();
        Steps second = scanned(OTHER, target());

        JournalEntry entry = second.identify(Rig.PROFILES.profile("eastron-sdm630"), ACTOR);

        assertThat(entry.passed()).isFalse();
        assertThat(entry.checks())
                .filteredOn(check -> check.verdict() == Verdict.FAILED)
                .extracting(Check::value)
                .containsExactly("bound to metering point " + METER);
    }

    @Test
    void aDeviceIsRefusedElsewhereUnderEachOfItsRegisterMaps() throws Exception {
        identified();
        Steps second = scanned(OTHER, target());

        JournalEntry entry = second.identify(Rig.PROFILES.profile("eastron-sdm72"), ACTOR);

        assertThat(entry.checks())
                .filteredOn(check -> check.verdict() == Verdict.FAILED)
                .extracting(Check::value)
                .contains("bound to metering point " + METER);
    }

    @Test
    void twoIdentifyAtTheSameTimeAndNeitherWaitsForTheOther() throws Exception {
        Steps first = scanned(METER, target());
        Steps second = scanned(OTHER, new Target("tcp://127.0.0.1:" + site.em340Port(), 1, Supply.EUROPE));
        meetWithin();

        try (ExecutorService installers = Executors.newFixedThreadPool(2, daemons())) {
            Future<JournalEntry> one =
                    installers.submit(() -> first.identify(Rig.PROFILES.profile("eastron-sdm630"), ACTOR));
            Future<JournalEntry> other = installers.submit(() -> second.identify(null, ACTOR));
            assertThat(one.get(60, TimeUnit.SECONDS).passed()).isTrue();
            assertThat(other.get(60, TimeUnit.SECONDS).passed()).isTrue();
        }
    }

    /** Each step waits for the other one's within. */
    private void meetWithin() {
        CyclicBarrier both = new CyclicBarrier(2);
        rig.whenIdentified = () -> {
            try {
                both.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static ThreadFactory daemons() {
        return Thread.ofPlatform().daemon().factory();
    }

    @Test
    void aSignatureOverAnotherBindingSealsNothing() throws Exception {
        Steps steps = bound();
        Binding binding =
                steps.look(it -> it.fact(Fact.Bound.class)).orElseThrow().binding();
        Binding other = new Binding(
                binding.meter(),
                binding.gateway(),
                binding.account(),
                binding.zone(),
                Binding.Role.LOAD,
                binding.serial(),
                binding.profileHash(),
                binding.sealNumber(),
                binding.photoSha256(),
                binding.start(),
                binding.epoch(),
                binding.at(),
                binding.salt(),
                binding.inversion());

        assertThat(seal(steps, keys(), other).passed()).isFalse();
        assertThat(state(steps)).isEqualTo(Stage.BOUND);
    }

    @Test
    void theSameStepAgainChangesNothing() throws Exception {
        Steps steps = bound();
        int entries = steps.look(Commissioning::entries).size();
        steps.bind(PLACE, ACTOR);
        assertThat(steps.look(Commissioning::entries)).hasSize(entries);

        Binding binding =
                steps.look(it -> it.fact(Fact.Bound.class)).orElseThrow().binding();
        KeyPair installer = keys();
        byte[] signature = P256.sign(installer.getPrivate(), BindingStatement.bytes(binding));
        JournalEntry once = steps.seal(P256.Point.of(installer.getPublic()), signature, ACTOR);
        JournalEntry twice = steps.seal(P256.Point.of(installer.getPublic()), signature, ACTOR);
        assertThat(twice).isEqualTo(once);
        rig.registered(registration(BindingStatement.metaHash(binding)), true);
        assertThat(steps.register("", ACTOR)).isEqualTo(steps.register("", ACTOR));
    }

    @Test
    void aRegistrationOfSomethingElseIsNotBelieved() throws Exception {
        Steps steps = bound();
        seal(
                steps,
                keys(),
                steps.look(it -> it.fact(Fact.Bound.class)).orElseThrow().binding());

        rig.registered(registration(new Hash32("0x" + "cd".repeat(32))), true);
        JournalEntry entry = steps.register("", ACTOR);

        assertThat(entry.passed()).isFalse();
        assertThat(state(steps)).isEqualTo(Stage.SEALED);
    }

    @Test
    void anExchangeKeepsTheOldDevicesLastCountersAndHistory() throws Exception {
        Steps steps = bound();
        seal(
                steps,
                keys(),
                steps.look(it -> it.fact(Fact.Bound.class)).orElseThrow().binding());

        steps.replace("display broken", ACTOR);

        assertThat(state(steps)).isEqualTo(new State.Replacing());
        Counters end = ((Fact.ReplacementBegun) last(steps).fact()).last();
        assertThat(end).isNotNull();
        steps.open(new Target("tcp://127.0.0.1:" + site.em340Port(), 1, Supply.EUROPE), ACTOR);
        assertThat(steps.look(Commissioning::round)).isEqualTo(2);
        assertThat(state(steps)).isEqualTo(Stage.CREATED);
        assertThat(steps.look(Commissioning::entries)).hasSizeGreaterThan(8);
        byte[] pdf = ReportPdf.of(steps.look(CommissioningReport::of));
        assertThat(new String(pdf, 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("%PDF-");
    }

    @Test
    void aScanOfAllUnitsIsCalledOffAndLeavesNothing() throws Exception {
        Steps steps = rig.all().begin(METER);
        steps.open(target(), ACTOR);
        steps.scan(true, ACTOR);
        await().atMost(LONG).until(() -> steps.progress().orElseThrow().done() >= 3);
        assertThatThrownBy(() -> steps.scan(false, ACTOR)).hasMessageContaining("under way");

        steps.cancel();

        assertThat(steps.progress().orElseThrow().condition()).isEqualTo(Progress.Condition.CANCELLED);
        assertThat(steps.progress().orElseThrow().found()).isNotEmpty();
        assertThat(state(steps)).isEqualTo(Stage.CREATED);
        assertThat(steps.look(Commissioning::entries)).hasSize(1);
    }

    @Test
    void whereNobodyListensTheScanSaysSo() throws Exception {
        Steps steps = rig.all().begin(METER);
        steps.open(new Target("tcp://127.0.0.1:1", 1, Supply.EUROPE), ACTOR);
        steps.scan(false, ACTOR);

        Progress end = ended(steps);

        assertThat(end.condition()).isEqualTo(Progress.Condition.BROKEN);
        assertThat(end.say()).contains("cannot be reached");
    }

    private Target target() {
        return new Target("tcp://127.0.0.1:" + site.meterPort(), 1, Supply.EUROPE);
    }

    private Steps scanned(MeterId meter, Target target) throws Exception {
        Steps steps = rig.all().begin(meter);
        steps.open(target, ACTOR);
        steps.scan(false, ACTOR);
        ended(steps);
        return steps;
    }

    private Steps identified() throws Exception {
        Steps steps = scanned(METER, target());
        steps.identify(Rig.PROFILES.profile("eastron-sdm630"), ACTOR);
        assertThat(state(steps)).isEqualTo(Stage.IDENTIFIED);
        return steps;
    }

    private Steps toMeasured() throws Exception {
        Steps steps = identified();
        steps.checkConfiguration(ACTOR);
        steps.measure(Duration.ofSeconds(120), Duration.ofMillis(20), ACTOR);
        ended(steps);
        assertThat(last(steps).checks()).noneMatch(check -> check.verdict() == Verdict.FAILED);
        assertThat(state(steps)).isEqualTo(Stage.MEASURED);
        return steps;
    }

    private Steps bound() throws Exception {
        Steps steps = toMeasured();
        steps.proveDirection(DirectionTest.Kind.LOAD, LONG, null, ACTOR);
        switchKettleOnWhenTold(steps);
        ended(steps);
        steps.bind(PLACE, ACTOR);
        assertThat(state(steps)).isEqualTo(Stage.BOUND);
        return steps;
    }

    private void switchKettleOnWhenTold(Steps steps) {
        await().atMost(LONG).until(() -> steps.progress().orElseThrow().say().contains("(a kettle)"));
        site.meter().kettle(2000);
    }

    private static Progress ended(Steps steps) {
        await().atMost(LONG).until(() -> steps.progress().orElseThrow().condition() != Progress.Condition.RUNNING);
        return steps.progress().orElseThrow();
    }

    private static State state(Steps steps) {
        return steps.look(Commissioning::state);
    }

    private static JournalEntry last(Steps steps) {
        return steps.look(it -> it.entries().getLast());
    }

    private static KeyPair keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new java.security.spec.ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static JournalEntry seal(Steps steps, KeyPair installer, Binding signed) throws Exception {
        return steps.seal(
                P256.Point.of(installer.getPublic()),
                P256.sign(installer.getPrivate(), BindingStatement.bytes(signed)),
                ACTOR);
    }

    private static Registration registration(Hash32 metaHash) {
        return new Registration(
                new Hash32("0x" + "ee".repeat(32)),
                42,
                31337,
                METER,
                Rig.GATEWAY,
                "0x00000000000000000000000000000000000000aa",
                metaHash,
                Instant.parse("2026-06-21T20:00:00Z"));
    }
}
