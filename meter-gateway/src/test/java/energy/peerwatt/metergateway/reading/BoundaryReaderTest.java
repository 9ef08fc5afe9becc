package energy.peerwatt.metergateway.reading;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.Hash32;
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
import energy.peerwatt.metergateway.reading.domain.Farewell;
import energy.peerwatt.metergateway.reading.domain.InstallerTask;
import energy.peerwatt.metergateway.reading.domain.Plausibility;
import energy.peerwatt.metergateway.seal.GatewayKeys;
import energy.peerwatt.metergateway.support.HandClock;
import energy.peerwatt.metergateway.support.TestLinks;
import energy.peerwatt.metergateway.support.TestMeter;
import energy.peerwatt.metergateway.task.LongTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundaryReaderTest {
    private static final GatewayId GATEWAY = new GatewayId(new UUID(9, 9));
    private static final Profile SDM630 = Profiles.load().profile("eastron-sdm630");
    private static final Duration SLOT = Duration.ofMinutes(15);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Instant START = Instant.parse("2026-06-21T10:00:00Z");

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock("2026-06-21T10:00:00Z");
    private final List<ReadingsSealed> sealed = new ArrayList<>();
    private TestMeter one;
    private TestMeter two;
    private GatewayKeys keys;
    private Profile profileOfTwo = SDM630;
    private Optional<String> serialOfTwo = Optional.empty();
    private long freeBytes = Long.MAX_VALUE;

    @BeforeEach
    void plugIn() throws Exception {
        one = new TestMeter(1001).counters(100f, 50f);
        two = new TestMeter(1002).counters(200f, 0f);
        keys = GatewayKeys.open(folder.resolve("keys.p12"), "test".toCharArray());
    }

    @AfterEach
    void unplug() throws Exception {
        one.close();
        two.close();
    }

    @Test
    void everyBoundaryIsOneSealOverAllMeters() throws Exception {
        try (Gateway gateway = new Gateway()) {
            gateway.boundary(0);
            one.counters(100.25f, 50f);
            gateway.boundary(1);
        }

        assertThat(sealed).hasSize(2);
        assertThat(reading(meter(1), 2).imported().wattHours()
                        - reading(meter(1), 1).imported().wattHours())
                .isEqualTo(250);
        assertWhole();
    }

    @Test
    void aMeterThatIsAwayDoesNotHoldUpTheOthersAndIsMadeGoodToTheWattHour() throws Exception {
        try (Gateway gateway = new Gateway()) {
            gateway.boundary(0);
            two.unplug();
            gateway.boundaryWithSomebodyAway(1);
            gateway.boundaryWithSomebodyAway(2);
            two.counters(200.5f, 0f);
            two.plugIn();
            gateway.boundary(3);
        }

        assertThat(sealed).extracting(event -> event.decodedReadings().size()).containsExactly(2, 1, 1, 4);
        assertThat(reading(meter(2), 2).quality()).containsExactlyInAnyOrder(Quality.ESTIMATED, Quality.BACKFILLED);
        assertThat(reading(meter(2), 2).imported().wattHours()).isEqualTo(200_167);
        assertThat(reading(meter(2), 3).imported().wattHours()).isEqualTo(200_334);
        assertThat(reading(meter(2), 4).imported().wattHours()).isEqualTo(200_500);
        assertWhole();
    }

    @Test
    void boundariesThatPassedWhileTheGatewayWasDownAreMadeGoodUnderTheNextSeal() throws Exception {
        try (Gateway gateway = new Gateway()) {
            gateway.boundary(0);
            gateway.boundary(1);
        }
        one.counters(101f, 50f);
        try (Gateway gateway = new Gateway()) {
            gateway.boundary(5);
            gateway.boundary(6);
        }

        assertThat(sealed).hasSize(4);
        assertThat(readings(meter(1)))
                .extracting(IntervalReading::boundary)
                .containsExactly(at(0), at(1), at(2), at(3), at(4), at(5), at(6));
        assertWhole();
    }

    @Test
    void aMeterThatFirstAnswersLaterStillHasAReadingOfEveryBoundary() throws Exception {
        two.unplug();
        for (int i = 0; i < 3; i++) {
            try (Gateway gateway = new Gateway(1)) {
                gateway.boundaryWithSomebodyAway(i);
            }
        }
        two.plugIn();
        try (Gateway gateway = new Gateway(1)) {
            gateway.boundary(3);
            two.counters(200.4f, 0f);
            gateway.boundary(4);
        }

        List<IntervalReading> readings = readings(meter(2));
        assertThat(readings).extracting(IntervalReading::boundary).containsExactly(at(0), at(1), at(2), at(3), at(4));
        assertThat(readings.subList(0, 3)).allSatisfy(reading -> {
            assertThat(reading.quality()).containsExactlyInAnyOrder(Quality.ESTIMATED, Quality.BACKFILLED);
            assertThat(reading.imported().wattHours()).isEqualTo(200_000);
        });
        assertThat(readings.get(3).quality()).containsExactly(Quality.GOOD);
        assertThat(readings.get(3).imported().wattHours()).isEqualTo(200_000);
        assertThat(readings.getLast().imported().wattHours()).isEqualTo(200_400);
        assertWhole();
    }

    @Test
    void aMeterThatIsLetGoWhileABoundaryIsReadHasOneReadingOfIt() throws Exception {
        try (Gateway gateway = new Gateway()) {
            gateway.boundary(0);
            AtomicReference<Attendance> present = new AtomicReference<>();
            Meter leaving = gateway.meter(2, two, SDM630, () -> present.set(gateway.withoutTwo(at(1).plusSeconds(1))));
            present.set(new Attendance(List.of(gateway.meters.getFirst(), leaving), List.of()));
            two.counters(200.2f, 0f);
            gateway.boundary(1, present::get);
            assertThat(present.get().farewells()).as("it was let go meanwhile").hasSize(1);
            gateway.boundary(2, present::get);
            gateway.boundary(3, present::get);
        }

        assertThat(sealed).extracting(event -> event.decodedReadings().size()).containsExactly(2, 2, 2, 1);
        assertThat(readings(meter(2))).extracting(IntervalReading::boundary).containsExactly(at(0), at(1), at(2));
        assertWhole();
    }

    @Test
    void aMeterThatIsReadSaysNoFarewellHoweverItIsAsked() throws Exception {
        try (Gateway gateway = new Gateway()) {
            gateway.boundary(0);
            Attendance both = new Attendance(
                    gateway.meters, gateway.withoutTwo(at(0).plusSeconds(1)).farewells());
            gateway.boundary(1, () -> both);
        }

        assertThat(sealed.getLast().decodedReadings()).hasSize(2);
        assertWhole();
    }

    @Test
    void stateSurvivesTheStartOfANewSegment() throws Exception {
        for (int i = 0; i < 12; i++) {
            try (Gateway gateway = new Gateway(1_500)) {
                gateway.boundary(i);
            }
        }

        assertThat(sealed).hasSize(12);
        assertWhole();
    }

    @Test
    void anotherDeviceInTheMetersPlaceIsNotRead() throws Exception {
        try (Gateway gateway = new Gateway()) {
            gateway.boundary(0);
        }
        two.serial(6666).counters(900f, 0f);
        try (Gateway gateway = new Gateway()) {
            gateway.boundary(1);
            assertThat(gateway.meters.getLast().condition()).isEqualTo(Meter.Condition.IDENTITY_MISMATCH);
            two.serial(1002).counters(200.1f, 0f);
            InstallerTask stranger = gateway.state.tasks().getFirst();
            gateway.outbox.noted(GatewayState.taskDone(stranger), gateway.state::apply);
            gateway.boundary(2);
        }

        assertThat(reading(meter(2), 3).imported().wattHours()).isEqualTo(200_100);
        assertWhole();
    }

    @Test
    void aResetBeginsANewEpochAndNoEnergyIsBookedAcrossIt() throws Exception {
        try (Gateway gateway = new Gateway()) {
            gateway.boundary(0);
            two.counters(0f, 0f);
            gateway.boundary(1);
            gateway.poll();
            gateway.poll();
            two.counters(0.5f, 0f);
            gateway.boundary(2);
        }

        assertThat(reading(meter(2), 2).epoch()).isZero();
        assertThat(reading(meter(2), 2).imported().wattHours()).isEqualTo(200_000);
        assertThat(reading(meter(2), 3).epoch()).isEqualTo(1);
        assertThat(reading(meter(2), 3).imported().wattHours()).isEqualTo(500);
        assertThat(reading(meter(2), 3).quality())
                .containsExactlyInAnyOrder(Quality.GOOD, Quality.EPOCH_CHANGE, Quality.SUSPECT_DROP);
        assertWhole();
    }

    @Test
    void aDeviceThatIsSwappedBehindAConnectionThatStaysIsFoundOutBeforeItsCountersAreBelieved() throws Exception {
        try (Gateway gateway = new Gateway()) {
            gateway.boundary(0);
            two.serial(6666).counters(0.1f, 0f);
            for (int i = 0; i < 5; i++) {
                gateway.poll();
            }
            assertThat(gateway.meters.getLast().condition()).isEqualTo(Meter.Condition.IDENTITY_MISMATCH);
            assertThat(gateway.state.tasks())
                    .extracting(InstallerTask::kind)
                    .containsExactly(InstallerTask.Kind.IDENTITY_MISMATCH);
            gateway.boundaryWithSomebodyAway(1);
        }

        assertThat(readings(meter(2))).hasSize(1);
        assertWhole();
    }

    @Test
    void anotherMeterThatIsCommissionedInItsPlaceBeginsAnEpochEvenIfItsCountersWouldFollow() throws Exception {
        serialOfTwo = Optional.of("1002");
        try (Gateway gateway = new Gateway()) {
            gateway.boundary(0);
        }
        serialOfTwo = Optional.of("6666");
        two.serial(6666).counters(200.1f, 0f);
        try (Gateway gateway = new Gateway()) {
            // It is only seen, then the gateway dies: it has to know after its restart.
            gateway.poll();
        }
        two.counters(200.2f, 0f);
        try (Gateway gateway = new Gateway()) {
            gateway.boundary(2);
            two.counters(200.3f, 0f);
            gateway.boundary(3);
        }

        List<IntervalReading> readings = readings(meter(2));
        assertThat(readings).extracting(IntervalReading::epoch).containsExactly(0, 0, 1, 1);
        assertThat(readings)
                .extracting(reading -> reading.imported().wattHours())
                .containsExactly(200_000L, 200_000L, 200_200L, 200_300L);
        assertThat(readings.get(2).quality())
                .containsExactlyInAnyOrder(Quality.GOOD, Quality.EPOCH_CHANGE, Quality.IDENTITY_MISMATCH);
        assertWhole();
    }

    @Test
    void aCounterThatStandsStillWhilePowerFlowsIsATaskAndPowerNeverBecomesEnergy() throws Exception {
        two.power(5_000f);
        try (Gateway gateway = new Gateway()) {
            gateway.boundary(0);
            for (int i = 0; i < 10; i++) {
                gateway.poll();
            }
            gateway.boundary(1);
        }
        try (Gateway gateway = new Gateway()) {
            assertThat(gateway.state.tasks()).singleElement().satisfies(task -> {
                assertThat(task.meter()).isEqualTo(meter(2));
                assertThat(task.kind()).isEqualTo(InstallerTask.Kind.COUNTER_STUCK);
            });
        }

        assertThat(readings(meter(2)))
                .extracting(reading -> reading.imported().wattHours())
                .containsExactly(200_000L, 200_000L);
    }

    @Test
    void aSingleZeroAtABoundaryCostsNoWattHour() throws Exception {
        try (Gateway gateway = new Gateway()) {
            gateway.boundary(0);
            two.counters(0f, 0f);
            gateway.boundaryWithSomebodyAway(1);
            two.counters(200.5f, 0f);
            gateway.boundary(2);
        }

        assertThat(readings(meter(2))).extracting(IntervalReading::epoch).containsOnly(0);
        assertThat(readings(meter(2)))
                .extracting(reading -> reading.imported().wattHours())
                .containsExactly(200_000L, 200_250L, 200_500L);
        assertWhole();
    }

    @Test
    void aFullDiskCostsNoReading() throws Exception {
        freeBytes = 0;
        try (Gateway gateway = new Gateway()) {
            gateway.boundary(0);
            gateway.boundary(1);
        }

        assertThat(readings(meter(1))).hasSize(2);
        assertWhole();
    }

    @Test
    void anAbsurdCounterCostsItsOwnMeterAReadingAndNobodyElse() throws Exception {
        two.counters(1e16f, 0f);
        try (Gateway gateway = new Gateway()) {
            gateway.boundaryWithSomebodyAway(0);
            two.counters(200f, 0f);
            gateway.boundary(1);
        }

        assertThat(sealed).hasSize(2);
        assertThat(readings(meter(1))).hasSize(2);
        assertThat(reading(meter(2), 2).imported().wattHours()).isEqualTo(200_000);
        assertWhole();
    }

    @Test
    void aMeterThatCannotBeReadAtAllStopsNobodyElsesSeal() throws Exception {
        profileOfTwo = new Profile(
                "empty",
                "no counters",
                1,
                SDM630.hash(),
                SDM630.sources(),
                SDM630.limits(),
                SDM630.link(),
                SDM630.parts(),
                SDM630.match(),
                SDM630.identity(),
                SDM630.require(),
                List.of(),
                List.of(),
                SDM630.offers(),
                List.of());
        try (Gateway gateway = new Gateway()) {
            gateway.boundary(0);
        }

        assertThat(readings(meter(1))).hasSize(1);
        assertThat(readings(meter(2))).isEmpty();
    }

    @Test
    void aMeterWithoutValueGivesNoReading() throws Exception {
        two.counters(Float.NaN, 0f);
        try (Gateway gateway = new Gateway()) {
            gateway.boundaryWithSomebodyAway(0);
        }

        assertThat(readings(meter(2))).isEmpty();
    }

    @Test
    void aBoundaryWaitsForAReadThatHasBegunAndGoesBeforeTheNextOne() throws Exception {
        one.delay(700);
        try (Gateway gateway = new Gateway();
                LongTask poller = new LongTask("poller", () -> pollOnAndOn(gateway.meters.getFirst()))) {
            poller.start();
            Thread.sleep(100);
            gateway.boundary(0);
        }

        assertThat(sealed.getFirst().decodedReadings()).hasSize(2);
    }

    private static void pollOnAndOn(Meter meter) throws InterruptedException {
        while (true) {
            try {
                meter.read(TIMEOUT);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread.sleep(1);
        }
    }

    private void assertWhole() {
        Hash32 before = Hash32.ZERO;
        for (ReadingsSealed event : sealed) {
            assertThat(event.violations(keys.publicKey())).isEmpty();
            assertThat(event.decodedSeal().previous()).isEqualTo(before);
            before = event.decodedSeal().hash();
        }
        for (MeterId meter : List.of(meter(1), meter(2))) {
            Hash32 previous = Hash32.ZERO;
            Instant boundary = at(0);
            long seq = 1;
            for (IntervalReading reading : readings(meter)) {
                assertThat(reading.seq()).isEqualTo(seq++);
                assertThat(reading.boundary()).isEqualTo(boundary);
                assertThat(reading.previous()).isEqualTo(previous);
                previous = reading.hash();
                boundary = boundary.plus(SLOT);
            }
        }
    }

    private List<IntervalReading> readings(MeterId meter) {
        return sealed.stream()
                .flatMap(event -> event.decodedReadings().stream())
                .filter(reading -> reading.meter().equals(meter))
                .toList();
    }

    private IntervalReading reading(MeterId meter, long seq) {
        return readings(meter).get((int) seq - 1);
    }

    private static Instant at(int slot) {
        return START.plus(SLOT.multipliedBy(slot));
    }

    private static MeterId meter(long number) {
        return new MeterId(new UUID(0, number));
    }

    /** Something happens after each read at a boundary. */
    private record Watched(CountersReader reader, Runnable afterRead) implements CountersReader {
        @Override
        public void verifyAgain() {
            reader.verifyAgain();
        }

        @Override
        public MeterAnswer readCounters(Optional<String> serial, Duration timeout) throws InterruptedException {
            MeterAnswer answer = reader.readCounters(serial, timeout);
            afterRead.run();
            return answer;
        }

        @Override
        public MeterAnswer readCountersAndPower(Optional<String> serial, Duration timeout, BooleanSupplier awaited)
                throws InterruptedException {
            return reader.readCountersAndPower(serial, timeout, awaited);
        }
    }

    /** A gateway from its folder on; closing it is a crash as far as memory goes. */
    private final class Gateway implements AutoCloseable {
        private final GatewayState state = new GatewayState(GATEWAY);
        private final Outbox outbox;
        private final Map<Endpoint, BusWorker> buses = new HashMap<>();
        private final List<Meter> meters;

        Gateway() throws IOException {
            this(1 << 20);
        }

        Gateway(long segmentBytes) throws IOException {
            outbox = Outbox.open(
                    folder.resolve("log"),
                    new Outbox.Limits(segmentBytes, 1 << 20, 1 << 20, 1 << 20, Duration.ofDays(30)),
                    () -> freeBytes,
                    () -> Optional.of(state.snapshot()),
                    () -> {});
            state.recover(outbox.sealedLog());
            meters = List.of(meter(1, one, SDM630), meter(2, two, profileOfTwo));
        }

        private Meter meter(long number, TestMeter meter, Profile profile) {
            return meter(number, meter, profile, () -> {});
        }

        /** @param afterRead is done before the answer of a boundary's read is heard */
        private Meter meter(long number, TestMeter meter, Profile profile, Runnable afterRead) {
            Endpoint endpoint = new Endpoint.Tcp("127.0.0.1", meter.port());
            BusWorker bus = buses.computeIfAbsent(
                    endpoint,
                    at -> TestLinks.worker(at, () -> new BackOff(Duration.ofMillis(1), Duration.ofMillis(1))));
            Device device = new Device(
                    "home-" + number,
                    BoundaryReaderTest.meter(number),
                    Optional.empty(),
                    endpoint,
                    1,
                    profile,
                    number == 2 ? serialOfTwo : Optional.empty(),
                    Optional.empty());
            return new Meter(
                    device, new Watched(new MeterReader(bus, 1, device.profile(), clock), afterRead), state, outbox);
        }

        Attendance withoutTwo(Instant since) {
            Farewell farewell = new Farewell(
                    BoundaryReaderTest.meter(2),
                    SDM630.hash(),
                    new Plausibility(69_000, Duration.ofSeconds(60)),
                    since,
                    Optional.empty());
            return new Attendance(List.of(meters.getFirst()), List.of(farewell));
        }

        void boundary(int slot, Supplier<Attendance> attendance) throws Exception {
            clock.set(at(slot).plusMillis(300));
            new BoundaryReader(attendance, state, outbox, keys, SLOT, Duration.ofSeconds(20))
                    .read(at(slot))
                    .ifPresent(sealed::add);
        }

        void boundary(int slot) throws Exception {
            boundary(slot, Duration.ofSeconds(20));
        }

        void boundaryWithSomebodyAway(int slot) throws Exception {
            boundary(slot, Duration.ofSeconds(2));
        }

        private void boundary(int slot, Duration deadline) throws Exception {
            clock.set(at(slot).plusMillis(300));
            new BoundaryReader(meters, state, outbox, keys, SLOT, deadline)
                    .read(at(slot))
                    .ifPresent(sealed::add);
        }

        void poll() throws Exception {
            clock.set(clock.instant().plusSeconds(30));
            for (Meter meter : meters) {
                meter.read(TIMEOUT);
            }
        }

        @Override
        public void close() throws IOException {
            buses.values().forEach(BusWorker::close);
            outbox.close();
        }
    }
}
