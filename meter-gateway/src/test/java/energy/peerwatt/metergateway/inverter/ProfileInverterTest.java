package energy.peerwatt.metergateway.inverter;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.inverter.domain.InverterName;
import energy.peerwatt.metergateway.inverter.domain.InverterState;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.BackOff;
import energy.peerwatt.metergateway.link.domain.BusLink;
import energy.peerwatt.metergateway.link.domain.BusRequest;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.Frame;
import energy.peerwatt.metergateway.link.domain.LinkObserver;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.plan.domain.Latencies;
import energy.peerwatt.metergateway.probe.domain.RegisterImage;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.profile.domain.Location;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.sunspec.domain.RegisterSource.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Inverters of which all registers are known, on a bus in memory. */
class ProfileInverterTest {
    private static final Profiles PROFILES = Profiles.load();
    private static final Duration PATIENT = Duration.ofSeconds(60);
    private static final int UNIT = 1;

    private final List<RegisterRequest> asked = new CopyOnWriteArrayList<>();
    private volatile String device = "huawei-sun2000";
    private volatile long connection = 1;
    private volatile boolean dead;
    /** Another connection from this request on. */
    private volatile int reconnectAt = Integer.MAX_VALUE;

    private final class Bus implements BusLink {
        @Override
        public Exchange exchange(BusRequest request, Duration timeout) {
            if (!(request instanceof RegisterRequest read)) {
                throw new AssertionError("nothing is written to an inverter that is only read: " + request);
            }
            asked.add(read);
            if (asked.size() == reconnectAt) {
                connection++;
            }
            if (dead) {
                return new Exchange.Timeout();
            }
            return switch (image(device).read(part(read.unit()), read.block())) {
                case Answer.Words words -> new Exchange.Registers(words.words(), connection);
                case Answer.NoSuchAddress _ -> new Exchange.DeviceException(Exchange.DeviceException.ILLEGAL_ADDRESS);
                case Answer.Failed failed -> throw new AssertionError(failed.reason());
            };
        }

        @Override
        public Duration lastReply() {
            return Duration.ofMillis(5);
        }

        @Override
        public List<Frame> frames() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    @Test
    void itSaysWhatItsRegistersMean() throws Exception {
        assertThat(read("huawei-sun2000")).contains(state(7833L, 3011L, 555));
        assertThat(read("sma-tripower")).contains(state(null, null, 610));
        assertThat(read("sungrow-sh")).contains(state(45_011L, null, 873));
        assertThat(read("growatt-tl-xh")).contains(state(125L, -2109L, 640));
        assertThat(read("victron-gx")).contains(state(null, -1815L, 770));
        assertThat(read("fronius-gen24")).contains(state(null, null, 655));
        assertThat(read("solaredge")).contains(state(2797L, -1524L, 582));
    }

    @Test
    void aPollAsksOnlyForWhatIsPolled() throws Exception {
        try (BusWorker bus = worker()) {
            ProfileInverter inverter = inverter(bus, "huawei-sun2000");
            inverter.read();
            assertThat(inverter.name())
                    .contains(new InverterName(
                            Optional.of(PROFILES.profile("huawei-sun2000").title()),
                            Optional.of("SUN2000-10KTL-M1"),
                            Optional.of("HV2140123456")));
            asked.clear();

            assertThat(inverter.read()).contains(state(7833L, 3011L, 555));

            assertThat(asked).hasSize(2);
        }
    }

    @Test
    void theStateOfChargeIsAskedForOnceAMinuteAndKeptBetween() throws Exception {
        long[] now = {1};
        try (BusWorker bus = worker()) {
            Profile profile = PROFILES.profile("huawei-sun2000");
            Location charge = profile.required(PointId.BATTERY_STATE_OF_CHARGE).location();
            ProfileInverter inverter = new ProfileInverter(bus, UNIT, profile, PATIENT, () -> now[0]);
            inverter.read();
            asked.clear();

            now[0] += Duration.ofSeconds(59).toNanos();
            assertThat(inverter.read()).contains(state(7833L, 3011L, 555));
            assertThat(asked).noneMatch(request -> holds(request, charge));

            now[0] += Duration.ofSeconds(1).toNanos();
            assertThat(inverter.read()).contains(state(7833L, 3011L, 555));
            assertThat(asked).anyMatch(request -> holds(request, charge));
        }
    }

    private static boolean holds(RegisterRequest request, Location location) {
        return request.block().function() == location.function()
                && request.block().start() <= location.address()
                && location.end() <= request.block().end();
    }

    @Test
    void aReplacedInverterIsAskedForItsNameAgain() throws Exception {
        try (BusWorker bus = worker()) {
            ProfileInverter inverter = inverter(bus, "huawei-sun2000");
            inverter.read();
            asked.clear();
            reconnectAt = 2;

            assertThat(inverter.read()).as("parts of two connections").isEmpty();
            assertThat(inverter.name()).isEmpty();
            assertThat(inverter.read()).contains(state(7833L, 3011L, 555));
            assertThat(inverter.name()).isPresent();
        }
    }

    @Test
    void aDeadOneSaysNothingAndHasNoName() throws Exception {
        try (BusWorker bus = worker()) {
            ProfileInverter inverter = inverter(bus, "huawei-sun2000");
            dead = true;
            assertThat(inverter.read()).isEmpty();
            assertThat(inverter.name()).isEmpty();
            dead = false;
            assertThat(inverter.read()).contains(state(7833L, 3011L, 555));
        }
    }

    @Test
    void anotherDeviceThatHasNoneOfTheRegistersSaysNothing() throws Exception {
        try (BusWorker bus = worker()) {
            device = "eastron-sdm630";
            assertThat(inverter(bus, "huawei-sun2000").read()).isEmpty();
        }
    }

    private Optional<InverterState> read(String id) throws InterruptedException {
        device = id;
        try (BusWorker bus = worker()) {
            return inverter(bus, id).read();
        }
    }

    private static ProfileInverter inverter(BusWorker bus, String id) {
        return new ProfileInverter(bus, UNIT, PROFILES.profile(id), PATIENT);
    }

    private BusWorker worker() {
        return new BusWorker(
                new Endpoint.Tcp("test", 1),
                new Bus(),
                new BusWorker.Settings(
                        () -> new BackOff(Duration.ZERO, Duration.ZERO),
                        new Latencies.Limits(Duration.ofMillis(100), Duration.ofSeconds(1)),
                        System::nanoTime,
                        LinkObserver.NONE));
    }

    private Optional<String> part(int unit) {
        Profile profile = PROFILES.profile(device);
        return profile.parts().entrySet().stream()
                .filter(part -> part.getValue() == unit)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static RegisterImage image(String id) {
        try (InputStream in = ProfileInverterTest.class.getResourceAsStream("/golden/" + id + ".registers")) {
            return RegisterImage.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InverterState state(@Nullable Long generation, @Nullable Long battery, @Nullable Integer charge) {
        return new InverterState(
                Optional.ofNullable(generation), Optional.ofNullable(battery), Optional.ofNullable(charge));
    }
}
