package energy.peerwatt.metergateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.domain.Commissioning;
import energy.peerwatt.metergateway.commission.domain.Counters;
import energy.peerwatt.metergateway.commission.domain.DeviceIdentity;
import energy.peerwatt.metergateway.commission.domain.Fact;
import energy.peerwatt.metergateway.commission.domain.JournalEntry;
import energy.peerwatt.metergateway.commission.domain.Supply;
import energy.peerwatt.metergateway.commission.domain.Target;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.device.Devices;
import energy.peerwatt.metergateway.link.BusPool;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.metrics.GatewayMetrics;
import energy.peerwatt.metergateway.outbox.Outbox;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.reading.Attendance;
import energy.peerwatt.metergateway.reading.BoundaryReader;
import energy.peerwatt.metergateway.reading.GatewayState;
import energy.peerwatt.metergateway.reading.domain.Farewell;
import energy.peerwatt.metergateway.support.FaultyDevice;
import energy.peerwatt.metergateway.support.HandClock;
import energy.peerwatt.metergateway.support.TestMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetTest {
    private static final Instant START = Instant.parse("2026-06-21T10:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(15);
    private static final GatewayId GATEWAY = new GatewayId(new UUID(9, 9));
    private static final MeterId METER = new MeterId(new UUID(0, 1));
    private static final Profiles PROFILES = Profiles.load();

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock(START.toString());
    private final GatewayState state = new GatewayState(GATEWAY);

    @Test
    void aMeterIsReadOrHasSaidFarewellAndTheNextDeviceWaitsUntilThatIsSealed() throws Exception {
        try (TestMeter meter = new TestMeter(1001).counters(100f, 50f);
                Outbox outbox = outbox();
                Buses buses = new Buses(config().link(), new GatewayMetrics(new SimpleMeterRegistry()))) {
            Device listed = device(meter.port(), "1001");
            Device next = device(meter.port(), "2002");
            Fleet fleet = fleet(new Devices(GATEWAY, SLOT, List.of(listed)), outbox, buses);
            BoundaryReader boundaries = new BoundaryReader(
                    fleet::attendance, state, outbox, (_, _) -> new byte[64], SLOT, Duration.ofSeconds(20));
            boundaries.read(START);

            Attendance before = fleet.attendance();
            fleet.follow(replacing(meter.port(), new Counters(100_200, 50_000)));
            Attendance after = fleet.attendance();

            assertThat(before.meters()).hasSize(1);
            assertThat(before.farewells()).isEmpty();
            assertThat(after.meters()).isEmpty();
            assertThat(after.farewells()).extracting(Farewell::meter).containsExactly(METER);
            assertThat(fleet.refusals(next))
                    .containsExactly("the last counters of the device before it are sealed at 2026-06-21T10:15:00Z:"
                            + " activate it after that");

            boundaries.read(START.plus(SLOT));

            assertThat(fleet.refusals(next)).isEmpty();
            assertThat(state.last(METER).map(IntervalReading::imported))
                    .hasValueSatisfying(
                            imported -> assertThat(imported.wattHours()).isEqualTo(100_200));
        }
    }

    /** A home that comes into service while somebody commissions another unit of its bus, and goes out of service again. */
    @Test
    void whoeverUsesABusSharesItsOneWorkerAndTheLastOneClosesIt() throws Exception {
        try (FaultyDevice line = new FaultyDevice();
                Outbox outbox = outbox();
                Buses buses = new Buses(config().link(), new GatewayMetrics(new SimpleMeterRegistry()))) {
            Device listed = device(line.port(), "1001");
            Endpoint bus = listed.endpoint();
            try (Fleet fleet = fleet(new Devices(GATEWAY, SLOT, List.of(listed)), outbox, buses)) {
                CommissionAssembly assembly = new CommissionAssembly(config(), fleet, buses);
                BusWorker first = Objects.requireNonNull(buses.all().get(bus));
                fleet.follow(commissioning(line.port(), new Fact.Suspended("it is moved", null)));
                assertThat(buses.all()).isEmpty();
                assertThat(asked(first)).isInstanceOf(Exchange.NotSent.class);

                BusPool.Loan visit = assembly.borrow(bus, "the commissioning of unit 2", PROFILES.careful());
                assertThat(asked(visit.worker())).isInstanceOf(Exchange.Registers.class);
                fleet.follow(
                        commissioning(line.port(), new Fact.Suspended("it is moved", null), new Fact.Resumed(null)));
                assertThat(buses.all()).containsExactly(Map.entry(bus, visit.worker()));
                assertThat(assembly.use(bus)).contains(bus + ", by the commissioning of unit 2, home home");
                fleet.meter(METER).orElseThrow().read(Duration.ofSeconds(20));
                visit.close();

                assertThat(buses.all()).containsExactly(Map.entry(bus, visit.worker()));
                assertThat(asked(visit.worker())).isInstanceOf(Exchange.Registers.class);
                assertThat(line.mostAtOnce()).isEqualTo(1);
                fleet.follow(commissioning(line.port(), new Fact.Retired("the house is gone", null)));
                assertThat(buses.all()).isEmpty();
                await().atMost(Duration.ofSeconds(30)).until(() -> line.open() == 0);
            }
        }
    }

    private static Exchange asked(BusWorker worker) throws InterruptedException {
        try (BusWorker.Reservation reserved = worker.reserve()) {
            return reserved.exchange(
                    new RegisterRequest(2, new RegisterBlock(RegisterFunction.INPUT, 0, 2)), Duration.ofSeconds(20));
        }
    }

    private static Commissioning commissioning(int port, Fact... facts) {
        Commissioning commissioning = new Commissioning(METER);
        apply(commissioning, new Fact.Opened(new Target("tcp://127.0.0.1:" + port, 1, Supply.EUROPE), null));
        for (Fact fact : facts) {
            apply(commissioning, fact);
        }
        return commissioning;
    }

    private static void apply(Commissioning commissioning, Fact fact) {
        Instant at = START.plusSeconds(60);
        commissioning.apply(new JournalEntry(
                METER, commissioning.nextNumber(), 1, at, at, "installer", true, fact, List.of(), List.of()));
    }

    /** A device that was in service for a minute. */
    private static Commissioning replacing(int port, Counters last) {
        Fact identified = new Fact.Identified(new DeviceIdentity(
                DeviceIdentity.Method.BY_HAND, "eastron-sdm630", "0011223344556677", "", "", "", "1001", null));
        return commissioning(port, identified, new Fact.ReplacementBegun("it is broken", last));
    }

    private Fleet fleet(Devices devices, Outbox outbox, Buses buses) {
        return new Fleet(new Fleet.Setup(config(), devices, PROFILES, buses, state, outbox, clock));
    }

    private Outbox outbox() throws Exception {
        return Outbox.open(
                folder,
                new Outbox.Limits(1 << 20, 1 << 20, 1 << 20, 1 << 20, Duration.ofDays(30)),
                () -> Long.MAX_VALUE,
                () -> Optional.of(state.snapshot()),
                () -> {});
    }

    private static GatewayConfig config() {
        return new SmallRyeConfigBuilder()
                .withMapping(GatewayConfig.class)
                .withDefaultValue("peerwatt.gateway.devices", "devices.yaml")
                .withDefaultValue("peerwatt.gateway.state", "state")
                .build()
                .getConfigMapping(GatewayConfig.class);
    }

    private static Device device(int port, String serial) {
        return new Device(
                "home",
                METER,
                Optional.empty(),
                new Endpoint.Tcp("127.0.0.1", port),
                1,
                PROFILES.profile("eastron-sdm630"),
                Optional.of(serial),
                Optional.empty());
    }
}
