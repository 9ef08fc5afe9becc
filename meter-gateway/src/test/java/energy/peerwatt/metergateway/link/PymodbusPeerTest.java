package energy.peerwatt.metergateway.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import energy.peerwatt.metergateway.link.domain.BackOff;
import energy.peerwatt.metergateway.link.domain.BusLink;
import energy.peerwatt.metergateway.link.domain.DeviceIdentification;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.IdentificationWalk;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.RegisterWrite;
import energy.peerwatt.metergateway.link.domain.SerialSettings;
import energy.peerwatt.metergateway.link.domain.Urgency;
import energy.peerwatt.metergateway.support.Pymodbus;
import energy.peerwatt.metergateway.support.TestLinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers of pymodbus by TCP and on a serial line. */
class PymodbusPeerTest {
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final Duration START = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void modbusTcp() throws Exception {
        try (Pymodbus.Serving peer = Pymodbus.tcp(folder);
                BusLink link = TestLinks.tcp(peer.port())) {
            readsWritesAndIsRefused(link);
        }
    }

    @Test
    void rtuOnASerialLine() throws Exception {
        try (Pymodbus.Serving peer = Pymodbus.serial(folder);
                BusLink link = TestLinks.to(endpoint(peer))) {
            readsWritesAndIsRefused(link);
        }
    }

    @Test
    void aUnitThatIsNotOnTheLineCostsOneTimeoutAndTheOtherGoesOn() throws Exception {
        try (Pymodbus.Serving peer = Pymodbus.serial(folder);
                BusWorker bus = TestLinks.worker(
                        endpoint(peer), () -> new BackOff(Duration.ofMinutes(1), Duration.ofMinutes(5)))) {
            await().atMost(START)
                    .until(() -> bus.exchange(input(Pymodbus.UNIT, 0, 1), Urgency.BOUNDARY, Duration.ofSeconds(1))
                            instanceof Exchange.Registers);
            assertThat(bus.exchange(input(9, 0, 2), Urgency.FAST, Duration.ofMillis(500)))
                    .isEqualTo(new Exchange.Timeout());
            assertThat(bus.exchange(input(9, 0, 2), Urgency.FAST, PATIENT)).isInstanceOf(Exchange.NotSent.class);
            for (int start = 0; start < 50; start++) {
                int from = start;
                assertThat(bus.exchange(input(Pymodbus.UNIT, start, 4), Urgency.FAST, PATIENT))
                        .isInstanceOfSatisfying(
                                Exchange.Registers.class,
                                registers -> assertThat(registers.words())
                                        .containsExactly(from, from + 1, from + 2, from + 3));
            }
        }
    }

    @Test
    void saysWhoItIsInMorePagesThanOne() throws Exception {
        try (Pymodbus.Serving peer = Pymodbus.tcp(folder);
                BusLink link = TestLinks.tcp(peer.port())) {
            saysWhoItIs(link);
        }
    }

    @Test
    void saysWhoItIsOnASerialLine() throws Exception {
        try (Pymodbus.Serving peer = Pymodbus.serial(folder);
                BusLink link = TestLinks.to(endpoint(peer))) {
            saysWhoItIs(link);
        }
    }

    private static void saysWhoItIs(BusLink link) throws Exception {
        await().atMost(START)
                .until(() ->
                        link.exchange(input(Pymodbus.UNIT, 0, 1), Duration.ofSeconds(1)) instanceof Exchange.Registers);
        int before = link.frames().size();
        DeviceIdentification said = IdentificationWalk.read(request -> link.exchange(request, PATIENT), Pymodbus.UNIT)
                .orElseThrow();

        assertThat(said.vendor()).contains("PeerWatt");
        assertThat(said.product()).contains("PW-7");
        assertThat(said.revision()).contains("1.2.3");
        assertThat(said.model()).contains("PW-7-3P");
        assertThat(said.objects().keySet()).containsExactly(0, 1, 2, 3, 4, 5, 6, 128, 129, 130, 131, 132, 255);
        assertThat(said.objects().get(131)).isEqualTo("d".repeat(200));
        assertThat(said.objects().get(255)).isEqualTo("last");
        // The basic objects, then the first page of all, and one page for each of the long ones.
        assertThat(link.frames().size() - before).isEqualTo(7);
        assertThat(link.exchange(input(Pymodbus.UNIT, 5, 1), PATIENT)).isInstanceOf(Exchange.Registers.class);
    }

    private static Endpoint endpoint(Pymodbus.Serving peer) {
        return new Endpoint.Serial(peer.device().toString(), new SerialSettings(19_200, SerialSettings.Parity.NONE, 1));
    }

    private static void readsWritesAndIsRefused(BusLink link) throws Exception {
        await().atMost(START)
                .until(() ->
                        link.exchange(input(Pymodbus.UNIT, 0, 1), Duration.ofSeconds(1)) instanceof Exchange.Registers);
        for (int count : new int[] {1, 2, 60, 125}) {
            assertThat(link.exchange(input(Pymodbus.UNIT, 1000, count), PATIENT))
                    .isInstanceOfSatisfying(
                            Exchange.Registers.class,
                            registers -> assertThat(registers.words())
                                    .isEqualTo(IntStream.range(1000, 1000 + count)
                                            .boxed()
                                            .toList()));
        }
        assertThat(link.exchange(new RegisterWrite(Pymodbus.UNIT, 40_000, List.of(7, 0xFFFF)), PATIENT))
                .isInstanceOf(Exchange.Written.class);
        assertThat(link.exchange(
                        new RegisterRequest(Pymodbus.UNIT, new RegisterBlock(RegisterFunction.HOLDING, 40_000, 2)),
                        PATIENT))
                .isInstanceOfSatisfying(
                        Exchange.Registers.class,
                        registers -> assertThat(registers.words()).containsExactly(7, 0xFFFF));
        assertThat(link.exchange(input(Pymodbus.UNIT, 60_000, 1), PATIENT))
                .isEqualTo(new Exchange.DeviceException(Exchange.DeviceException.ILLEGAL_ADDRESS));
        assertThat(link.exchange(input(Pymodbus.UNIT, 5, 1), PATIENT)).isInstanceOf(Exchange.Registers.class);
    }

    private static RegisterRequest input(int unit, int start, int count) {
        return new RegisterRequest(unit, new RegisterBlock(RegisterFunction.INPUT, start, count));
    }
}
