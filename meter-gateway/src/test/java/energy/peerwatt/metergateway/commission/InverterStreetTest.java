package energy.peerwatt.metergateway.commission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.time.MarketClock;
import energy.peerwatt.messages.time.MarketTime;
import energy.peerwatt.metergateway.commission.domain.Binding;
import energy.peerwatt.metergateway.commission.domain.BindingStatement;
import energy.peerwatt.metergateway.commission.domain.Check;
import energy.peerwatt.metergateway.commission.domain.Commissioning;
import energy.peerwatt.metergateway.commission.domain.DirectionTest;
import energy.peerwatt.metergateway.commission.domain.Fact;
import energy.peerwatt.metergateway.commission.domain.JournalEntry;
import energy.peerwatt.metergateway.commission.domain.Registration;
import energy.peerwatt.metergateway.commission.domain.Stage;
import energy.peerwatt.metergateway.commission.domain.State;
import energy.peerwatt.metergateway.commission.domain.Supply;
import energy.peerwatt.metergateway.commission.domain.Target;
import energy.peerwatt.metergateway.commission.domain.Verdict;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.support.StreetHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hybrid inverter of the simulated street at noon, put into service as what the installer intends. */
class InverterStreetTest {
    private static final Instant NOON = Instant.parse("2026-06-21T10:30:00Z");
    private static final MeterId POINT = MeterId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d77");
    private static final MeterId HOME = MeterId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d01");
    private static final MeterId OTHER = MeterId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d02");
    private static final AccountId ACCOUNT = AccountId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4a01");
    private static final String ACTOR = "installer-7";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private StreetHome home;
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        Path clock = folder.resolve("clock");
        Files.writeString(clock, new MarketTime(NOON, Instant.now(), 60).text());
        home = new StreetHome(StreetHome.BATTERY_HOME, MarketClock.of(clock));
        rig = new Rig(folder, MarketClock.of(clock));
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
        home.close();
    }

    @Test
    void aBatteryShowsItsDirectionByPowerAndCountersAndNeedsAHome() throws Exception {
        Steps steps = measured(Binding.Role.BATTERY);
        assertThat(home.chargeWatts()).as("the sun charges it").isGreaterThan(600);
        assertThat(shown(steps, DirectionTest.Kind.DISCHARGE, null)).containsEntry("direction", Verdict.FAILED);
        assertThat(lastCheck(steps, "direction").todo()).contains("if its display says that it is being discharged");
        assertThat(steps.look(Commissioning::state)).isEqualTo(Stage.MEASURED);

        assertThat(shown(steps, DirectionTest.Kind.CHARGE, null))
                .containsOnly(Map.entry("direction", Verdict.PASSED), Map.entry("direction.counters", Verdict.PASSED));
        register(steps, Binding.Role.BATTERY);

        assertThat(activated(steps)).contains("no grid meter of account " + ACCOUNT);
        rig.homes.add(device("home-03", HOME, Optional.empty()));
        rig.homes.add(device("home-04", OTHER, Optional.empty()));
        assertThat(activated(steps)).contains("2 grid meters of account " + ACCOUNT + ": home-03, home-04");
        rig.homes.remove(1);
        rig.homes.set(0, device("home-03", HOME, Optional.of(inverter())));
        assertThat(activated(steps)).contains("has an inverter already");
        rig.homes.set(0, device("home-03", HOME, Optional.empty()));
        rig.refusals.add("the bus is full");
        assertThat(activated(steps)).contains("the bus is full");
        rig.refusals.clear();
        assertThat(activated(steps)).isEmpty();

        assertThat(fixture(steps)).get().satisfies(fixture -> {
            assertThat(fixture.home()).isEqualTo(HOME);
            assertThat(fixture.inService()).isTrue();
            assertThat(fixture.inverter().serial()).contains("PW-410003");
        });
        assertThat(rig.inService.get(POINT).device())
                .as("nothing of it is sealed")
                .isEmpty();
    }

    @Test
    void whatIsSetIsTakenOffBeforeItGoesAndOnlyAHomeTakesItBack() throws Exception {
        Steps steps = active();
        rig.stillSet = Optional.of("the device has not confirmed its release");
        steps.suspend("the roof is mended", ACTOR);

        assertThat(rig.released).extracting(Fixture::home).containsExactly(HOME);
        assertThat(lastCheck(steps, "setpoint.released").verdict()).isEqualTo(Verdict.DOUBTFUL);
        assertThat(steps.look(Commissioning::state)).isEqualTo(new State.Suspended(Stage.ACTIVE));
        assertThat(fixture(steps)).get().matches(fixture -> !fixture.inService());
        rig.homes.clear();
        steps.resume(ACTOR);
        assertThat(lastCheck(steps, "gateway.home").verdict()).isEqualTo(Verdict.FAILED);
        assertThat(steps.look(Commissioning::state)).isEqualTo(new State.Suspended(Stage.ACTIVE));

        rig.homes.add(device("home-04", OTHER, Optional.empty()));
        steps.resume(ACTOR);
        rig.restart();
        Steps after = rig.all().find(POINT).orElseThrow();
        assertThat(fixture(after))
                .get()
                .matches(fixture -> fixture.inService() && fixture.home().equals(OTHER));

        rig.stillSet = Optional.empty();
        after.retire("it is sold", ACTOR);
        assertThat(rig.released).hasSize(2);
        assertThat(lastCheck(after, "setpoint.released").verdict()).isEqualTo(Verdict.PASSED);
        assertThat(rig.inService.get(POINT).farewell())
                .as("nothing is left to seal")
                .isEmpty();
    }

    @Test
    void anExchangedInverterComesBackWithTheDeviceThatIsOpenedNext() throws Exception {
        Steps steps = active();
        steps.replace("broken", ACTOR);
        assertThat(rig.released).hasSize(1);
        assertThat(fixture(steps)).get().matches(fixture -> !fixture.inService());

        steps.open(target(), Binding.Role.PV, ACTOR);
        assertThat(fixture(steps)).isEmpty();
        proven(steps);
        register(steps, Binding.Role.PV);
        assertThat(activated(steps)).isEmpty();
        assertThat(fixture(steps)).get().matches(Fixture::inService);
    }

    @Test
    void whatTheInstallerSaysHasToFitTheDevice() throws Exception {
        Steps steps = rig.all().begin(POINT);
        assertThatThrownBy(() -> steps.open(target(), Binding.Role.LOAD, ACTOR))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("nobody reads a meter of a part of a home");
        steps.open(new Target("tcp://127.0.0.1:" + home.meterPort(), 1, Supply.EUROPE), Binding.Role.PV, ACTOR);
        scan(steps);
        steps.identify(Rig.PROFILES.profile("eastron-sdm630"), ACTOR);
        assertThat(lastCheck(steps, "role").verdict()).isEqualTo(Verdict.FAILED);

        measured(Binding.Role.PV);
        refused(steps, DirectionTest.Kind.LOAD, null, "is shown by PRODUCTION, not by LOAD");
        refused(steps, DirectionTest.Kind.PRODUCTION, null, "what the inverter's display shows");
        refused(steps, DirectionTest.Kind.PRODUCTION, 499L, "500 W or more, the display shows 499 W");
        assertThat(shown(steps, DirectionTest.Kind.PRODUCTION, 3 * home.outputWatts()))
                .containsEntry("direction", Verdict.FAILED);
        assertThat(lastCheck(steps, "direction").todo()).contains("the display is of another inverter");
    }

    private Steps active() throws Exception {
        rig.homes.add(device("home-03", HOME, Optional.empty()));
        Steps steps = rig.all().begin(POINT);
        steps.open(target(), Binding.Role.PV, ACTOR);
        proven(steps);
        register(steps, Binding.Role.PV);
        assertThat(activated(steps)).isEmpty();
        return steps;
    }

    private void proven(Steps steps) throws Exception {
        measured(Binding.Role.PV);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(shown(steps, DirectionTest.Kind.PRODUCTION, home.outputWatts()))
                        .containsExactly(Map.entry("direction", Verdict.PASSED)));
    }

    private Steps measured(Binding.Role role) throws Exception {
        Steps steps = rig.all().begin(POINT);
        steps.open(target(), role, ACTOR);
        scan(steps);
        steps.identify(Rig.PROFILES.profile("sunspec-inverter"), ACTOR);
        steps.checkConfiguration(ACTOR);
        steps.measure(Duration.ofSeconds(120), Duration.ofMillis(20), ACTOR);
        ended(steps);
        assertThat(steps.look(Commissioning::state))
                .as(last(steps).checks().toString())
                .isEqualTo(Stage.MEASURED);
        return steps;
    }

    private static void scan(Steps steps) throws Exception {
        steps.scan(false, ACTOR);
        ended(steps);
    }

    private static Map<String, Verdict> shown(Steps steps, DirectionTest.Kind kind, Long display) throws Exception {
        steps.proveDirection(kind, Duration.ofSeconds(5), display, ACTOR);
        ended(steps);
        return last(steps).checks().stream().collect(Collectors.toMap(Check::name, Check::verdict));
    }

    private static void refused(Steps steps, DirectionTest.Kind kind, Long display, String reason) {
        assertThatThrownBy(() -> steps.proveDirection(kind, LONG, display, ACTOR))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(reason);
    }

    private void register(Steps steps, Binding.Role role) throws Exception {
        steps.bind(new Steps.Place(ACCOUNT, new GridZoneId("zone-1"), role, "A-17", ""), ACTOR);
        Binding binding =
                steps.look(it -> it.fact(Fact.Bound.class)).orElseThrow().binding();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair installer = generator.generateKeyPair();
        steps.seal(
                P256.Point.of(installer.getPublic()),
                P256.sign(installer.getPrivate(), BindingStatement.bytes(binding)),
                ACTOR);
        Hash32 registered = steps.look(Commissioning::registered)
                .map(Registration::metaHash)
                .orElse(BindingStatement.metaHash(binding));
        rig.registered(
                new Registration(
                        new Hash32("0x" + "ee".repeat(32)),
                        42,
                        31337,
                        POINT,
                        Rig.GATEWAY,
                        "0x00000000000000000000000000000000000000aa",
                        registered,
                        NOON),
                true);
        assertThat(steps.register("", ACTOR).passed())
                .as(last(steps).checks().toString())
                .isTrue();
    }

    /** @return what was found wrong */
    private static String activated(Steps steps) throws Exception {
        JournalEntry entry = steps.activate(ACTOR);
        return entry.checks().stream()
                .filter(check -> check.verdict() == Verdict.FAILED)
                .map(Check::value)
                .collect(Collectors.joining("; "));
    }

    private static Optional<Fixture> fixture(Steps steps) {
        return steps.look(it -> Fixture.of(it, Rig.PROFILES));
    }

    private static void ended(Steps steps) {
        await().atMost(LONG).until(() -> steps.progress().orElseThrow().condition() != Progress.Condition.RUNNING);
        assertThat(steps.progress().orElseThrow().condition())
                .as(steps.progress().orElseThrow().say())
                .isEqualTo(Progress.Condition.DONE);
    }

    private static JournalEntry last(Steps steps) {
        return steps.look(it -> it.entries().getLast());
    }

    private static Check lastCheck(Steps steps, String name) {
        return last(steps).checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Target target() {
        return new Target("tcp://127.0.0.1:" + home.inverterPort(), 1, Supply.EUROPE);
    }

    private Device.Inverter inverter() {
        return new Device.Inverter(new Endpoint.Tcp("127.0.0.1", home.inverterPort()), 1);
    }

    private Device device(String name, MeterId meter, Optional<Device.Inverter> inverter) {
        return new Device(
                name,
                meter,
                Optional.of(ACCOUNT),
                new Endpoint.Tcp("127.0.0.1", home.meterPort()),
                1,
                Rig.PROFILES.profile("eastron-sdm630"),
                Optional.empty(),
                inverter);
    }
}
