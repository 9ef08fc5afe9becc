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
import energy.peerwatt.metergateway.reading.domain.InstallerTask;
import energy.peerwatt.metergateway.seal.GatewayKeys;
import energy.peerwatt.metergateway.support.HandClock;
import energy.peerwatt.metergateway.support.TestLinks;
import energy.peerwatt.metergateway.support.TestMeter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Days in the life of a meter's place, as tapes: another device answers, goes again, is put into service. One line is one
 * slot: {@code what happens before it | serial number that answers, its import in kWh | how it stands | what is sealed}.
 */
class IdentityTapeTest {
    private static final GatewayId GATEWAY = new GatewayId(new UUID(9, 9));
    private static final MeterId METER = new MeterId(new UUID(0, 1));
    private static final Instant START = Instant.parse("2026-06-21T10:00:00Z");
    private static final Duration SLOT = Duration.ofMinutes(15);

    @TempDir
    private Path folder;

    private final List<IntervalReading> sealed = new ArrayList<>();
    private Optional<String> serialInFile = Optional.empty();
    private Optional<String> inService = Optional.empty();

    @Test
    void aMeterThatWasAwayIsNotReadUntilAnInstallerHasSaidWhatThatWas() throws Exception {
        play("""
            -       | 1001 100.0 | GOOD              | 100000 epoch 0
            -       | 1001 100.2 | GOOD              | 100200 epoch 0
            -       | 6666   7.0 | IDENTITY_MISMATCH | nothing
            -       | 1001 100.3 | IDENTITY_MISMATCH | nothing
            restart | 1001 100.4 | IDENTITY_MISMATCH | nothing
            -       | 1001 100.4 | IDENTITY_MISMATCH | nothing
            done    | 1001 100.6 | GOOD              | 100280 100360 100440 100520 100600 epoch 0
            -       | 1001 100.7 | GOOD              | 100700 epoch 0
            """);
    }

    @Test
    void sayingSoWhileTheStrangerIsThereDoesNotHelp() throws Exception {
        play("""
            -    | 1001 100.0 | GOOD              | 100000 epoch 0
            -    | 6666   7.0 | IDENTITY_MISMATCH | nothing
            done | 6666   7.1 | IDENTITY_MISMATCH | nothing
            -    | 1001 100.3 | IDENTITY_MISMATCH | nothing
            """);
    }

    @Test
    void whoChangesTheDevicesFileHasNotCommissionedTheDevice() throws Exception {
        inService = Optional.of("1001");
        play("""
            file 1001 | 1001 100.0 | GOOD              | 100000 epoch 0
            -         | 6666   7.0 | IDENTITY_MISMATCH | nothing
            file 6666 | 6666   7.1 | IDENTITY_MISMATCH | nothing
            done      | 6666   7.2 | IDENTITY_MISMATCH | nothing
            """);
    }

    @Test
    void aCommissionedExchangeGoesOnInTheSameChainWithANewEpoch() throws Exception {
        inService = Optional.of("1001");
        play("""
            file 1001    | 1001 100.0 | GOOD              | 100000 epoch 0
            -            | 6666   7.0 | IDENTITY_MISMATCH | nothing
            file 6666    | 6666   7.1 | IDENTITY_MISMATCH | nothing
            service 6666 | 6666   7.2 | GOOD              | 100000 100000 7200 epoch 1
            restart      | 6666   7.3 | GOOD              | 7300 epoch 1
            -            | 1001 100.1 | IDENTITY_MISMATCH | nothing
            """);
        assertThat(sealed.get(3).quality())
                .contains(Quality.EPOCH_CHANGE, Quality.IDENTITY_MISMATCH)
                .doesNotContain(Quality.ESTIMATED);
        for (int i = 1; i < sealed.size(); i++) {
            assertThat(sealed.get(i).seq()).isEqualTo(i + 1);
            assertThat(sealed.get(i).previous()).isEqualTo(sealed.get(i - 1).hash());
        }
    }

    private void play(String tape) throws Exception {
        HandClock clock = new HandClock(START.toString());
        GatewayKeys keys = GatewayKeys.open(folder.resolve("keys.p12"), "test".toCharArray());
        List<String> lines = tape.lines().toList();
        try (TestMeter place = new TestMeter(0)) {
            Gateway gateway = new Gateway(place.port(), clock);
            for (int slot = 0; slot < lines.size(); slot++) {
                String[] columns = lines.get(slot).split("\\|");
                String[] event = columns[0].strip().split(" ");
                switch (event[0]) {
                    case "file" -> serialInFile = Optional.of(event[1]);
                    case "service" -> inService = Optional.of(event[1]);
                    case "done" -> gateway.done();
                    default -> assertThat(event[0]).isIn("-", "restart");
                }
                if (event[0].equals("restart") || event[0].equals("file")) {
                    gateway.close();
                    gateway = new Gateway(place.port(), clock);
                }
                String[] device = columns[1].strip().split(" +");
                place.serial(Long.parseLong(device[0])).counters(Float.parseFloat(device[1]), 0f);
                // As after a lost connection: who answers has to say who it is.
                gateway.reader.verifyAgain();
                Instant boundary = START.plus(SLOT.multipliedBy(slot));
                clock.set(boundary.plusMillis(300));
                List<IntervalReading> now = gateway.boundary(boundary, keys);

                assertThat(gateway.meter.condition().name()).as(lines.get(slot)).isEqualTo(columns[2].strip());
                assertThat(text(now)).as(lines.get(slot)).isEqualTo(columns[3].strip());
                sealed.addAll(now);
            }
            gateway.close();
        }
    }

    private static String text(List<IntervalReading> readings) {
        if (readings.isEmpty()) {
            return "nothing";
        }
        StringBuilder text = new StringBuilder();
        readings.forEach(reading -> text.append(reading.imported().wattHours()).append(' '));
        return text.append("epoch ").append(readings.getLast().epoch()).toString();
    }

    /** From its folder on. */
    private final class Gateway implements AutoCloseable {
        private final GatewayState state = new GatewayState(GATEWAY);
        private final Outbox outbox;
        private final BusWorker bus;
        private final MeterReader reader;
        private final Meter meter;

        Gateway(int port, HandClock clock) throws IOException {
            outbox = Outbox.open(
                    folder.resolve("log"),
                    new Outbox.Limits(1 << 20, 1 << 20, 1 << 20, 1 << 20, Duration.ofDays(30)),
                    () -> Long.MAX_VALUE,
                    () -> Optional.of(state.snapshot()),
                    () -> {});
            state.recover(outbox.sealedLog());
            Endpoint endpoint = new Endpoint.Tcp("127.0.0.1", port);
            bus = TestLinks.worker(endpoint, () -> new BackOff(Duration.ofMillis(1), Duration.ofMillis(1)));
            Device device = new Device(
                    "home",
                    METER,
                    Optional.empty(),
                    endpoint,
                    1,
                    Profiles.shipped("eastron-sdm630"),
                    serialInFile,
                    Optional.empty());
            reader = new MeterReader(bus, 1, device.profile(), clock);
            meter = new Meter(device, reader, state, outbox, (_, serial) -> inService.filter(it -> !it.equals(serial)));
        }

        List<IntervalReading> boundary(Instant boundary, GatewayKeys keys) throws Exception {
            return new BoundaryReader(List.of(meter), state, outbox, keys, SLOT, Duration.ofSeconds(20))
                    .read(boundary)
                    .map(event -> event.decodedReadings())
                    .orElse(List.of());
        }

        void done() throws IOException {
            InstallerTask task =
                    state.task(METER, InstallerTask.Kind.IDENTITY_MISMATCH).orElseThrow();
            outbox.noted(GatewayState.taskDone(task), state::apply);
        }

        @Override
        public void close() throws IOException {
            bus.close();
            outbox.close();
        }
    }
}
