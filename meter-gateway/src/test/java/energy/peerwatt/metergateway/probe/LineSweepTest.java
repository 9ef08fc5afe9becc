package energy.peerwatt.metergateway.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import energy.peerwatt.metergateway.link.domain.BusLink;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.ReadRequest;
import energy.peerwatt.metergateway.link.domain.SerialSettings;
import energy.peerwatt.metergateway.link.domain.SerialSettings.Parity;
import energy.peerwatt.metergateway.probe.domain.Asker;
import energy.peerwatt.metergateway.probe.domain.BusScan;
import energy.peerwatt.metergateway.probe.domain.Finding;
import energy.peerwatt.metergateway.probe.domain.LineSweep;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.support.TestLinks;
import energy.peerwatt.servers.OptionalTool;
import energy.peerwatt.servers.TestPeers;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineSweepTest {
    private static final Profiles PROFILES = Profiles.load();
    private static final Endpoint.Serial SAID = at(9600, Parity.NONE, 1);
    private static final Exchange ANSWER = new Exchange.DeviceException(Exchange.DeviceException.ILLEGAL_ADDRESS);

    @TempDir
    private Path folder;

    private final List<Endpoint.Serial> opened = new ArrayList<>();
    private final List<Finding> told = new ArrayList<>();
    private int closed;

    @Test
    void whatWasSaidComesFirstThenWhatMakersDeliverThenEverythingElse() {
        LineSweep sweep = sweep(_ -> _ -> new Exchange.Timeout());

        assertThat(sweep.settings().subList(0, 2))
                .containsExactly(new SerialSettings(9600, Parity.NONE, 1), new SerialSettings(19_200, Parity.EVEN, 1));
        assertThat(sweep.settings()).doesNotHaveDuplicates().hasSize(8 * 4);
        assertThat(sweep.units(31)).containsExactly(31, 1);
    }

    @Test
    void itEndsWhereSomebodyAnswers() throws Exception {
        SerialSettings right = new SerialSettings(38_400, Parity.ODD, 1);
        LineSweep sweep = sweep(
                at -> request -> at.settings().equals(right) && request.unit() == 31 ? ANSWER : new Exchange.Timeout());

        assertThat(sweep.run(31, told::add)).contains(new Endpoint.Serial(SAID.device(), right));
        assertThat(opened.getLast().settings()).isEqualTo(right);
        assertThat(opened).hasSizeLessThan(32);
        assertThat(closed).isEqualTo(opened.size());
    }

    @Test
    void garbageIsNoAnswer() throws Exception {
        LineSweep sweep = sweep(_ -> _ -> new Exchange.Corrupt("noise"));

        assertThat(sweep.run(1, told::add)).isEmpty();
        assertThat(opened).hasSize(32);
        assertThat(told).extracting(Finding::kind).containsOnly(Finding.Kind.COLLISION);
    }

    @Test
    void settingsThatTheDeviceDoesNotTakeAreLeftOut() throws Exception {
        LineSweep sweep = sweep(at -> _ -> at.settings().parity() == Parity.NONE
                ? new Exchange.NotSent("it does not take that")
                : at.settings().baud() == 4800 ? ANSWER : new Exchange.Timeout());

        assertThat(sweep.run(1, told::add)).contains(at(4800, Parity.EVEN, 1));
    }

    @Test
    void aLineThatCannotBeOpenedAtAllIsSaid() {
        assertThatThrownBy(() ->
                        sweep(_ -> _ -> new Exchange.NotSent("no such device")).run(1, told::add))
                .isInstanceOf(BusScan.UnreachableException.class)
                .hasMessage("no such device");
    }

    /** A device on a pseudo terminal that answers only while the terminal is set to 38400 baud. */
    @Test
    void theSpeedOfARealTerminalIsFound() throws Exception {
        OptionalTool.require("python3", "python3", "-c", "import pty, termios");
        Path script = folder.resolve("speed_peer.py");
        try (InputStream in = getClass().getClassLoader().getResourceAsStream("speed_peer.py")) {
            Files.write(script, Objects.requireNonNull(in).readAllBytes());
        }
        Path name = folder.resolve("name");
        try (TestPeers peers = new TestPeers(folder)) {
            peers.start("python3", script.toString(), "38400", name.toString());
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(name));
            Endpoint.Serial said =
                    new Endpoint.Serial(Files.readString(name), new SerialSettings(9600, Parity.NONE, 1));
            LineSweep sweep = new LineSweep(said, PROFILES.all(), RealLine::new);

            Optional<Endpoint.Serial> found = sweep.run(1, told::add);

            assertThat(found.map(it -> it.settings().baud())).contains(38_400);
        }
    }

    private static Endpoint.Serial at(int baud, Parity parity, int stop) {
        return new Endpoint.Serial("/dev/ttyUSB0", new SerialSettings(baud, parity, stop));
    }

    private interface Device {
        Asker at(Endpoint.Serial settings);
    }

    private LineSweep sweep(Device device) {
        return new LineSweep(SAID, PROFILES.all(), at -> {
            opened.add(at);
            return new LineSweep.Line() {
                @Override
                public Exchange ask(ReadRequest request) throws InterruptedException {
                    return device.at(at).ask(request);
                }

                @Override
                public void close() {
                    closed++;
                }
            };
        });
    }

    private static final class RealLine implements LineSweep.Line {
        private final Endpoint at;
        private final BusLink link;

        RealLine(Endpoint at) {
            this.at = at;
            this.link = TestLinks.to(at);
        }

        @Override
        public Exchange ask(ReadRequest request) throws InterruptedException {
            return link.exchange(request, BusScan.patience(at, request).multipliedBy(3));
        }

        @Override
        public void close() {
            link.close();
        }
    }
}
