package energy.peerwatt.metergateway.reading;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.BackOff;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.outbox.Outbox;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.reading.domain.MeterChain;
import energy.peerwatt.metergateway.reading.domain.Plausibility;
import energy.peerwatt.metergateway.seal.GatewayKeys;
import energy.peerwatt.metergateway.support.HandClock;
import energy.peerwatt.metergateway.support.PeerDevice;
import energy.peerwatt.metergateway.support.TestLinks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Meters that describe themselves, from a register image behind another Modbus library. */
class ModelMeterReaderTest {
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final Profiles PROFILES = Profiles.load();
    private static final Instant START = Instant.parse("2026-06-21T10:00:00Z");
    private static final MeterId METER = new MeterId(new UUID(0, 1));
    /** Of the model in the image of the Fronius Smart Meter. */
    private static final int FRONIUS_MODEL = 40_070;

    private static final int EXPORT = 38;
    private static final int IMPORT = 46;
    private static final int SCALE = 54;
    private static final int FRONIUS_SERIAL = 40_052;
    /** Of the model 203 in the image of SolarEdge. */
    private static final int SOLAREDGE_MODEL = 0x9D02;

    @TempDir
    private Path folder;

    private PeerDevice device;
    private BusWorker bus;

    @BeforeEach
    void plugIn() throws Exception {
        device = PeerDevice.tcp();
        bus = TestLinks.worker(
                new Endpoint.Tcp("127.0.0.1", device.port()), () -> new BackOff(Duration.ZERO, Duration.ZERO));
    }

    @AfterEach
    void unplug() throws Exception {
        bus.close();
        device.close();
    }

    @Test
    void countersPowerAndSerialNumberAreThoseOfTheMetersOwnModels() throws Exception {
        ModelMeterReader reader = reader("fronius-smart-meter");

        MeterAnswer.Answered answered =
                answered(reader.readCountersAndPower(Optional.of("24470124"), PATIENT, () -> false));

        assertThat(answered.serial()).isEqualTo("24470124");
        assertThat(answered.counters().orElseThrow().imported().wattHours()).isEqualTo(12_345_670);
        assertThat(answered.counters().orElseThrow().exported().wattHours()).isEqualTo(34_567_890);
        assertThat(answered.counters().orElseThrow().importRegister().stepWh()).isEqualTo(10);
        assertThat(answered.counters().orElseThrow().importRegister().rangeWh()).contains(42_949_672_960L);
        assertThat(answered.power().orElseThrow().watts()).isEqualTo(1571);
    }

    @Test
    void aMeterWithinTheChainOfItsInverterIsNotTheInverter() throws Exception {
        ModelMeterReader reader = reader("solaredge-meter");

        MeterAnswer.Answered answered = answered(reader.readCountersAndPower(Optional.empty(), PATIENT, () -> false));

        assertThat(answered.serial()).isEqualTo("5012345");
        assertThat(answered.counters().orElseThrow().imported().wattHours()).isEqualTo(9_876_543);
        assertThat(answered.power().orElseThrow().watts())
                .as("+ is import here")
                .isEqualTo(-3201);
        assertThat(reader.readCounters(Optional.of("7E1234AB"), PATIENT)).isInstanceOf(MeterAnswer.Foreign.class);
    }

    @Test
    void aScaleFactorThatChangesBetweenReadsIsThatOfEachRead() throws Exception {
        ModelMeterReader reader = reader("fronius-smart-meter");
        reader.readCounters(Optional.empty(), PATIENT);

        device.put(FRONIUS_MODEL + SCALE, 0);
        device.put(FRONIUS_MODEL + EXPORT, 0x020F, 0x7552);

        assertThat(answered(reader.readCounters(Optional.empty(), PATIENT))
                        .counters()
                        .orElseThrow()
                        .exported()
                        .wattHours())
                .isEqualTo(34_567_506);
    }

    @Test
    void aScaleFactorThatIsNoneLeavesNoCounter() throws Exception {
        ModelMeterReader reader = reader("fronius-smart-meter");
        device.put(FRONIUS_MODEL + SCALE, 0x8000);

        assertThat(answered(reader.readCounters(Optional.empty(), PATIENT)).counters())
                .isEmpty();
    }

    @Test
    void aCounterThatNeverCountedIsAtZeroAndOneThatDidIsAbsent() throws Exception {
        ModelMeterReader reader = reader("fronius-smart-meter");
        device.put(FRONIUS_MODEL + EXPORT, 0, 0);

        assertThat(answered(reader.readCounters(Optional.empty(), PATIENT))
                        .counters()
                        .orElseThrow()
                        .exported()
                        .wattHours())
                .isZero();
        device.put(FRONIUS_MODEL + EXPORT, 0, 7);
        reader.readCounters(Optional.empty(), PATIENT);
        device.put(FRONIUS_MODEL + EXPORT, 0, 0);
        assertThat(answered(reader.readCounters(Optional.empty(), PATIENT)).counters())
                .isEmpty();
    }

    @Test
    void aZeroAfterARestartIsNoValueOfACounterThatHadCounted() throws Exception {
        GatewayState state = new GatewayState(new GatewayId(new UUID(9, 9)));
        try (Outbox outbox = outbox(state)) {
            Meter before = meter(state, outbox, "24470124");
            assertThat(before.read(PATIENT)).isPresent();
            sealed(state, outbox, before.readAtBoundary(PATIENT, PATIENT).orElseThrow());

            device.put(FRONIUS_MODEL + EXPORT, 0, 0);
            Meter restarted = meter(state, outbox, "24470124");
            for (int i = 0; i < 4; i++) {
                assertThat(restarted.read(PATIENT)).isEmpty();
                assertThat(restarted.condition()).isEqualTo(Meter.Condition.SILENT);
            }
            device.put(FRONIUS_MODEL + EXPORT, 0, 8);
            assertThat(restarted.read(PATIENT).orElseThrow().accepted().epoch().number())
                    .isZero();
            assertThat(state.tasks()).isEmpty();
        }
    }

    @Test
    void aDeviceThatTakesAnothersPlaceMayNeverHaveCounted() throws Exception {
        GatewayState state = new GatewayState(new GatewayId(new UUID(9, 9)));
        try (Outbox outbox = outbox(state)) {
            Meter before = meter(state, outbox, "24470124");
            sealed(state, outbox, before.readAtBoundary(PATIENT, PATIENT).orElseThrow());

            device.put(FRONIUS_SERIAL, 0x3939);
            device.put(FRONIUS_MODEL + EXPORT, 0, 0);
            Meter next = meter(state, outbox, "99470124");
            assertThat(next.read(PATIENT).orElseThrow().accepted().epoch().number())
                    .isEqualTo(1);
            assertThat(meter(state, outbox, "99470124").read(PATIENT))
                    .as("after a restart before its first seal")
                    .isPresent();
        }
    }

    private Outbox outbox(GatewayState state) throws IOException {
        return Outbox.open(
                folder,
                new Outbox.Limits(1 << 20, 1 << 20, 1 << 20, 1 << 20, Duration.ofDays(30)),
                () -> Long.MAX_VALUE,
                () -> Optional.of(state.snapshot()),
                () -> {});
    }

    private static void sealed(GatewayState state, Outbox outbox, Meter.Believed believed) throws IOException {
        MeterChain chain =
                new MeterChain(METER, PROFILES.profile("fronius-smart-meter").hash(), null, null);
        MeterChain.Rules rules =
                new MeterChain.Rules(Duration.ofMinutes(15), new Plausibility(69_000, Duration.ofSeconds(60)));
        outbox.sealed(
                state.chain()
                        .seal(
                                START,
                                chain.upTo(START, rules, believed.accepted(), List.of(), 9),
                                (_, _) -> new byte[64]),
                state::apply);
    }

    private Meter meter(GatewayState state, Outbox outbox, String serial) throws IOException {
        Profile profile = PROFILES.profile("fronius-smart-meter");
        if (state.serial(METER).isEmpty()) {
            load(profile.id());
            device.put(FRONIUS_MODEL + EXPORT, 0, 7);
        }
        Device listed = new Device(
                "home",
                METER,
                Optional.empty(),
                new Endpoint.Tcp("127.0.0.1", device.port()),
                1,
                profile,
                Optional.of(serial),
                Optional.empty());
        return new Meter(
                listed, new ModelMeterReader(bus, 1, profile, new HandClock("2026-06-21T10:00:00Z")), state, outbox);
    }

    @Test
    void anotherDeviceInItsPlaceSaysSoBeforeACounterIsTaken() throws Exception {
        ModelMeterReader reader = reader("fronius-smart-meter");
        reader.readCounters(Optional.of("24470124"), PATIENT);

        device.put(FRONIUS_SERIAL, 0x3939);
        reader.verifyAgain();

        assertThat(reader.readCounters(Optional.of("24470124"), PATIENT))
                .isInstanceOfSatisfying(
                        MeterAnswer.Foreign.class,
                        foreign -> assertThat(foreign.found()).isEqualTo("99470124"));
    }

    @Test
    void modelsThatMoveAreFoundAgain() throws Exception {
        ModelMeterReader reader = reader("solaredge-meter");
        reader.readCounters(Optional.empty(), PATIENT);

        for (int address = 40_000; address < 40_400; address++) {
            device.put(address, 0);
        }
        assertThat(reader.readCounters(Optional.empty(), PATIENT)).isInstanceOf(MeterAnswer.Silent.class);
        load("fronius-smart-meter");
        reader.verifyAgain();

        assertThat(answered(reader.readCounters(Optional.empty(), PATIENT)).serial())
                .isEqualTo("24470124");
    }

    @Test
    void afterEachReadTheMeterIsAskedOnce() throws Exception {
        ModelMeterReader reader = reader("solaredge-meter");
        reader.readCounters(Optional.empty(), PATIENT);
        long before = bus.health().get(1).requests();

        reader.readCounters(Optional.empty(), PATIENT);

        assertThat(bus.health().get(1).requests()).isEqualTo(before + 1);
        assertThat(device.holding(SOLAREDGE_MODEL)).isEqualTo(203);
    }

    /** The same way as any meter's, from the bus to the seal. */
    @Test
    void whatItsModelSaysIsSealed(@TempDir Path folder) throws Exception {
        HandClock clock = new HandClock("2026-06-21T10:00:00Z");
        GatewayState state = new GatewayState(new GatewayId(new UUID(9, 9)));
        Profile profile = PROFILES.profile("solaredge-meter");
        load(profile.id());
        Device home = new Device(
                "home",
                new MeterId(new UUID(0, 1)),
                Optional.empty(),
                bus.endpoint(),
                1,
                profile,
                Optional.of("5012345"),
                Optional.empty());
        try (Outbox outbox = Outbox.open(
                folder.resolve("log"),
                new Outbox.Limits(1 << 20, 1 << 20, 1 << 20, 1 << 20, Duration.ofDays(30)),
                () -> Long.MAX_VALUE,
                () -> Optional.of(state.snapshot()),
                () -> {})) {
            Meter meter = new Meter(home, new ModelMeterReader(bus, 1, profile, clock), state, outbox);
            BoundaryReader boundaries = new BoundaryReader(
                    List.of(meter),
                    state,
                    outbox,
                    GatewayKeys.open(folder.resolve("keys.p12"), "test".toCharArray()),
                    Duration.ofMinutes(15),
                    PATIENT);

            boundaries.read(Instant.parse("2026-06-21T10:00:00Z"));
            device.put(SOLAREDGE_MODEL + IMPORT, 0x0096, 0xB43F + 250);
            clock.set(Instant.parse("2026-06-21T10:15:00Z"));
            boundaries.read(Instant.parse("2026-06-21T10:15:00Z"));
        }

        IntervalReading last = state.last(home.meter()).orElseThrow();
        assertThat(last.seq()).isEqualTo(2);
        assertThat(last.imported().wattHours()).isEqualTo(9_876_543 + 250);
        assertThat(last.exported().wattHours()).isEqualTo(12_345_678);
        assertThat(last.quality()).containsExactly(Quality.GOOD);
        assertThat(last.profileHash()).isEqualTo(profile.hash());
        assertThat(state.serial(home.meter())).contains("5012345");
    }

    @Test
    void bothAreFitForTheMarketAndTheHybridsAreNot() {
        assertThat(PROFILES.profile("fronius-smart-meter").unfitForMarket()).isEmpty();
        assertThat(PROFILES.profile("solaredge-meter").unfitForMarket()).isEmpty();
        assertThat(PROFILES.profile("solaredge").unfitForMarket())
                .containsExactly("a model 1 of the meter's own (identity: beside)");
        assertThat(PROFILES.profile("fronius-gen24").unfitForMarket()).isNotEmpty();
    }

    private static MeterAnswer.Answered answered(MeterAnswer answer) {
        assertThat(answer).isInstanceOf(MeterAnswer.Answered.class);
        return (MeterAnswer.Answered) answer;
    }

    private ModelMeterReader reader(String id) throws IOException {
        load(id);
        Profile profile = PROFILES.profile(id);
        return new ModelMeterReader(bus, 1, profile, new HandClock("2026-06-21T10:00:00Z"));
    }

    private void load(String id) throws IOException {
        try (InputStream image = getClass().getResourceAsStream("/golden/" + id + ".registers")) {
            new String(image.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("- holding "))
                    .forEach(line -> device.put(
                            Integer.decode(line.substring(10, 16)),
                            Arrays.stream(line.substring(18).split(" "))
                                    .mapToInt(word -> Integer.parseInt(word, 16))
                                    .toArray()));
        }
    }
}
