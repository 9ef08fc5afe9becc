package energy.peerwatt.metergateway.control;

import static energy.peerwatt.messages.event.DispatchReported.State.APPLIED;
import static energy.peerwatt.messages.event.DispatchReported.State.RELEASED;
import static energy.peerwatt.metergateway.control.ControlRig.END;
import static energy.peerwatt.metergateway.control.ControlRig.START;
import static energy.peerwatt.metergateway.control.ControlRig.TWO;
import static energy.peerwatt.metergateway.control.ControlRig.order;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.BackOff;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.support.HandClock;
import energy.peerwatt.metergateway.support.StreetHome;
import energy.peerwatt.metergateway.support.TestLinks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Against the street's battery: acknowledgements get lost, the device goes off the line and comes back, the gateway dies and
 * starts, the clock is put back by minutes. What the device does stays what was ordered, and at the end it is free.
 */
class ControlStormTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long WATTS = 1_800;

    @TempDir
    private Path folder;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 12);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverHappensTheDeviceIsNeverHeldWithoutTheJournalAndEndsFree(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        HandClock clock = new HandClock(TWO.toString());
        try (StreetHome home = new StreetHome(StreetHome.BATTERY_HOME, clock);
                LossyRelay relay = new LossyRelay(home.inverterPort(), random.split())) {
            Process process = new Process(clock, relay.port());
            process.rig.receive(order(DispatchKind.BATTERY_DISCHARGE, 1, 1, WATTS, START, END));
            relay.lose(30);
            Instant now = START.minusSeconds(30);
            // The street does not live backwards: until then nothing flows otherwise.
            Instant latest = now;
            while (now.isBefore(END.minusSeconds(120))) {
                switch (random.nextInt(8)) {
                    case 0 -> process = process.killed();
                    case 1 -> {
                        home.unplug();
                        process.rig.until(now.plusSeconds(random.nextInt(60)));
                        home.plugIn();
                    }
                    case 2 -> now = now.minusSeconds(random.nextInt(120));
                    default -> now = now.plusSeconds(10 + random.nextInt(50));
                }
                process.rig.until(now);
                // What was written last shows in the second that follows.
                now = now.plusSeconds(2);
                clock.set(now);
                boolean lived = now.isAfter(latest.plusSeconds(2));
                latest = lived ? now : latest;
                if (!home.isFree() && lived) {
                    assertThat(process.rig
                                    .journal
                                    .book()
                                    .of(ControlRig.METER)
                                    .getFirst()
                                    .onDevice())
                            .as("at " + now)
                            .isNotNull();
                    assertThat(home.dischargeWatts()).as("at " + now).isEqualTo(WATTS);
                }
            }
            relay.lose(0);
            process.rig.until(END.minusSeconds(20));
            assertThat(home.dischargeWatts()).as("calm again").isEqualTo(WATTS);
            process.rig.until(END.plusSeconds(120));

            assertThat(home.isFree()).isTrue();
            assertThat(process.rig.states())
                    .doesNotHaveDuplicates()
                    .contains(APPLIED)
                    .endsWith(RELEASED);
            assertThat(relay.lost()).isPositive();
            process.close();
        }
    }

    /** A gateway from its start to its death. */
    private final class Process {
        private final HandClock clock;
        private final int port;
        private final BusWorker bus;
        private final ControlRig rig;

        Process(HandClock clock, int port) throws Exception {
            this.clock = clock;
            this.port = port;
            Endpoint at = new Endpoint.Tcp("127.0.0.1", port);
            this.bus = TestLinks.worker(at, () -> new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(5)));
            this.rig = new ControlRig(
                    folder,
                    clock,
                    ControlPoints.of(new Device.Inverter(at, 1), bus, TIMEOUT, Optional::empty, clock),
                    _ -> Optional.empty());
        }

        Process killed() throws Exception {
            close();
            return new Process(clock, port);
        }

        void close() throws Exception {
            rig.close();
            bus.close();
        }
    }
}
