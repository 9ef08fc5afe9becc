package energy.peerwatt.metergateway.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.metergateway.link.domain.BusLink;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.LinkObserver;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.RegisterWrite;
import energy.peerwatt.metergateway.support.PeerDevice;
import energy.peerwatt.metergateway.support.TestCertificates;
import energy.peerwatt.metergateway.support.TestLinks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to a device, with servers of the digitalpetri library at the other end. */
class IndependentPeersTest {
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final TestCertificates CERTIFICATES = new TestCertificates();

    @TempDir
    private Path folder;

    @Test
    void modbusTcp() throws Exception {
        try (PeerDevice device = PeerDevice.tcp();
                BusLink link = TestLinks.to(new Endpoint.Tcp("127.0.0.1", device.port()))) {
            readsAndWrites(link, device);
            isRefused(link);
        }
    }

    @Test
    void rtuOverTcp() throws Exception {
        try (PeerDevice device = PeerDevice.rtuOverTcp();
                BusLink link = TestLinks.to(new Endpoint.RtuOverTcp("127.0.0.1", device.port()))) {
            readsAndWrites(link, device);
            assertThat(link.frames().getLast())
                    .satisfies(frame -> assertThat(frame.sent()).isEqualTo("01 03 9c 40 00 02 eb 8f"))
                    .satisfies(frame -> assertThat(frame.received()).isEqualTo("01 03 04 00 07 ff ff 4a 42"))
                    .satisfies(frame -> assertThat(frame.outcome()).isEqualTo("answered"));
            // This server of the library sends refusals with the CRC of their first byte only. That is no reply.
            assertThat(link.exchange(input(PeerDevice.REFUSED, 1), PATIENT))
                    .isInstanceOfSatisfying(
                            Exchange.Corrupt.class,
                            corrupt -> assertThat(corrupt.reason()).contains("CRC"));
            // It may take a second opening, for it serves one connection at a time.
            assertThat(link.exchange(input(5, 1), PATIENT))
                    .isInstanceOfSatisfying(Exchange.Registers.class, registers -> {
                        assertThat(registers.words()).containsExactly(5);
                        assertThat(registers.connection()).isGreaterThan(1);
                    });
        }
    }

    @Test
    void modbusWithinMutualTls() throws Exception {
        try (PeerDevice device = PeerDevice.tls(CERTIFICATES);
                BusLink byAddress = secure(device, "127.0.0.1", CERTIFICATES);
                BusLink byName = secure(device, "meter-7", CERTIFICATES)) {
            readsAndWrites(byAddress, device);
            isRefused(byAddress);
            assertThat(byName.exchange(input(0, 1), PATIENT)).isInstanceOf(Exchange.Registers.class);
        }
    }

    @Test
    void aDeviceWithAnothersNameIsNotSpokenWith() throws Exception {
        try (PeerDevice device = PeerDevice.tls(CERTIFICATES);
                BusLink link = secure(device, "meter-8", CERTIFICATES)) {
            assertThat(link.exchange(input(0, 1), PATIENT))
                    .isInstanceOfSatisfying(
                            Exchange.NotSent.class,
                            unsent -> assertThat(unsent.reason()).contains("meter-8"));
        }
    }

    @Test
    void aDeviceThatNobodyVouchesForIsNotSpokenWithAndDoesNotSpeakWithAStranger() throws Exception {
        TestCertificates others = new TestCertificates();
        try (PeerDevice device = PeerDevice.tls(CERTIFICATES);
                BusLink mistrusts = secure(device, "127.0.0.1", others.keyStore(folder), others.trustStore(folder));
                BusLink stranger =
                        secure(device, "127.0.0.1", others.keyStore(folder), CERTIFICATES.trustStore(folder))) {
            assertThat(mistrusts.exchange(input(0, 1), PATIENT)).isInstanceOf(Exchange.NotSent.class);
            // In TLS 1.3 the client learns only with its first read that its certificate was refused.
            assertThat(stranger.exchange(input(0, 1), PATIENT))
                    .isInstanceOfAny(Exchange.NotSent.class, Exchange.Corrupt.class);
        }
    }

    @Test
    void aPlainDeviceIsNotSpokenWithWhereTlsIsMeant() throws Exception {
        try (PeerDevice device = PeerDevice.tcp();
                BusLink link = secure(
                        Duration.ofMillis(500),
                        device,
                        "127.0.0.1",
                        CERTIFICATES.keyStore(folder),
                        CERTIFICATES.trustStore(folder))) {
            assertThat(link.exchange(input(0, 1), PATIENT)).isInstanceOf(Exchange.NotSent.class);
        }
    }

    @Test
    void tlsWithoutKeysSaysWhichSettingsAreMissing() {
        assertThatThrownBy(() -> TestLinks.to(new Endpoint.Tls("127.0.0.1", 802, "127.0.0.1")))
                .hasMessageContaining("peerwatt.gateway.link.tls.key-store");
        assertThatThrownBy(() -> TlsKeys.load(
                        new TlsKeys.Store(folder.resolve("none.p12"), "x"),
                        new TlsKeys.Store(CERTIFICATES.trustStore(folder), TestCertificates.PASSWORD)))
                .hasMessageContaining("none.p12");
        assertThatThrownBy(() -> TlsKeys.load(
                        new TlsKeys.Store(CERTIFICATES.keyStore(folder), "wrong"),
                        new TlsKeys.Store(CERTIFICATES.trustStore(folder), TestCertificates.PASSWORD)))
                .hasMessageContaining("gateway.p12")
                .hasMessageContaining("password")
                .hasMessageNotContaining("wrong.");
    }

    private BusLink secure(PeerDevice device, String name, TestCertificates certificates) throws Exception {
        return secure(device, name, certificates.keyStore(folder), certificates.trustStore(folder));
    }

    private static BusLink secure(PeerDevice device, String name, Path keys, Path trust) {
        return secure(Duration.ofSeconds(10), device, name, keys, trust);
    }

    private static BusLink secure(Duration timeout, PeerDevice device, String name, Path keys, Path trust) {
        TlsKeys tls = TlsKeys.load(
                new TlsKeys.Store(keys, TestCertificates.PASSWORD),
                new TlsKeys.Store(trust, TestCertificates.PASSWORD));
        return new Links(timeout, Optional.of(tls), LinkObserver.NONE)
                .link(new Endpoint.Tls("127.0.0.1", device.port(), name), TestLinks.EASY);
    }

    private static void readsAndWrites(BusLink link, PeerDevice device) throws Exception {
        for (int count : new int[] {1, 2, 60, 125}) {
            assertThat(link.exchange(input(1000, count), PATIENT))
                    .isEqualTo(new Exchange.Registers(
                            IntStream.range(1000, 1000 + count).boxed().toList(), 1));
        }
        assertThat(link.exchange(new RegisterWrite(1, 40_000, List.of(7, 0xFFFF)), PATIENT))
                .isEqualTo(new Exchange.Written(1));
        assertThat(device.holding(40_001)).isEqualTo(0xFFFF);
        assertThat(link.exchange(holding(40_000, 2), PATIENT)).isEqualTo(new Exchange.Registers(List.of(7, 0xFFFF), 1));
    }

    private static void isRefused(BusLink link) throws Exception {
        assertThat(link.exchange(input(PeerDevice.REFUSED, 1), PATIENT))
                .isEqualTo(new Exchange.DeviceException(Exchange.DeviceException.ILLEGAL_ADDRESS));
        assertThat(link.exchange(input(5, 1), PATIENT)).isEqualTo(new Exchange.Registers(List.of(5), 1));
    }

    private static RegisterRequest input(int start, int count) {
        return new RegisterRequest(1, new RegisterBlock(RegisterFunction.INPUT, start, count));
    }

    private static RegisterRequest holding(int start, int count) {
        return new RegisterRequest(1, new RegisterBlock(RegisterFunction.HOLDING, start, count));
    }
}
