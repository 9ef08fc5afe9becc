package energy.peerwatt.metergateway.link;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.link.domain.BusLink;
import energy.peerwatt.metergateway.link.domain.DeviceIdentification;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.IdentificationRequest;
import energy.peerwatt.metergateway.link.domain.IdentificationWalk;
import energy.peerwatt.metergateway.link.domain.LinkObserver;
import energy.peerwatt.metergateway.link.domain.Manners;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.support.Fault;
import energy.peerwatt.metergateway.support.FaultProxy;
import energy.peerwatt.metergateway.support.FaultyDevice;
import energy.peerwatt.metergateway.support.TestLinks;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that say who they are, wrongly or through proxies that spoil what they say. */
class IdentificationFaultsTest {
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final Map<Integer, String> OBJECTS =
            Map.of(0, "PeerWatt", 1, "PW-7", 2, "1.2.3", 4, "Meter", 5, "PW-7-3P", 0x80, "x".repeat(200), 0xFF, "last");

    @Test
    void theRightObjectsOverSeveralPages() throws Exception {
        try (FaultyDevice device = new FaultyDevice(OBJECTS);
                BusLink link = TestLinks.tcp(device.port())) {
            assertThat(read(link, PATIENT)).isEqualTo(OBJECTS);
        }
    }

    @Test
    void aDeviceThatDoesNotKnowTheFunctionSaysNothingAndIsReadAsBefore() throws Exception {
        try (FaultyDevice device = new FaultyDevice();
                BusLink link = TestLinks.tcp(device.port())) {
            assertThat(read(link, PATIENT)).isEmpty();
            assertThat(link.exchange(register(), PATIENT)).isEqualTo(new Exchange.Registers(List.of(5), 1));
        }
    }

    @Test
    void anotherUnitsReplyAndAShortOneAreNoIdentification() throws Exception {
        try (FaultyDevice device = new FaultyDevice(OBJECTS);
                BusLink link = TestLinks.tcp(device.port())) {
            device.spoil(frame -> changed(frame, 6, 9));
            assertThat(ask(link)).isEqualTo(new Exchange.Corrupt("unit 9 for 7"));
            device.spoil(frame -> changed(Arrays.copyOf(frame, frame.length - 1), 5, frame[5] - 1));
            assertThat(ask(link)).isInstanceOf(Exchange.Corrupt.class);
            device.spoil(frame -> changed(frame, 13, 3));
            assertThat(ask(link)).isInstanceOf(Exchange.Corrupt.class);
            device.spoil(frame -> frame);
            assertThat(read(link, PATIENT)).isEqualTo(OBJECTS);
        }
    }

    @Test
    void aDeviceThatAlwaysNamesTheSameNextObjectIsLeft() throws Exception {
        try (FaultyDevice device = new FaultyDevice(OBJECTS);
                BusLink link = TestLinks.tcp(device.port())) {
            device.spoil(frame -> changed(changed(frame, 11, 0xFF), 12, 2));

            assertThat(read(link, PATIENT)).containsEntry(0, "PeerWatt").containsEntry(2, "1.2.3");
            assertThat(link.frames()).hasSizeLessThan(8);
        }
    }

    @ParameterizedTest(name = "RTU: {0}")
    @ValueSource(booleans = {false, true})
    void throughFaultsNothingIsSaidThatTheDeviceHasNotSaidSeed20261121(boolean rtu) throws Exception {
        SplittableRandom random = new SplittableRandom(20_261_121);
        int whole = 0;
        int walks = rtu ? 60 : 300;
        Map<Fault, Integer> injected;
        try (FaultyDevice device = new FaultyDevice(OBJECTS)) {
            FaultProxy proxy = new FaultProxy(List.of(device.port()), rtu, 15, random);
            Endpoint endpoint = rtu
                    ? new Endpoint.RtuOverTcp("127.0.0.1", proxy.port())
                    : new Endpoint.Tcp("127.0.0.1", proxy.port());
            Manners hasty = new Manners(Duration.ZERO, Duration.ZERO, Duration.ofMillis(30));
            try (proxy;
                    BusLink link = new Links(Duration.ofSeconds(5), Optional.empty(), LinkObserver.NONE)
                            .link(endpoint, hasty)) {
                for (int i = 0; i < walks; i++) {
                    Map<Integer, String> said = read(link, Duration.ofMillis(60));
                    assertThat(OBJECTS).containsAllEntriesOf(said);
                    whole += said.equals(OBJECTS) ? 1 : 0;
                }
            }
            injected = proxy.injected();
        }
        System.out.printf("%d of %d identifications whole, %s, none wrong%n", whole, walks, injected);
        assertThat(whole).isPositive().isLessThan(walks);
    }

    private static Map<Integer, String> read(BusLink link, Duration timeout) throws InterruptedException {
        return IdentificationWalk.read(request -> link.exchange(request, timeout), 7)
                .<Map<Integer, String>>map(DeviceIdentification::objects)
                .orElseGet(Map::of);
    }

    private static Exchange ask(BusLink link) throws InterruptedException {
        return link.exchange(new IdentificationRequest(7, IdentificationRequest.Level.BASIC, 0), PATIENT);
    }

    private static RegisterRequest register() {
        return new RegisterRequest(7, new RegisterBlock(RegisterFunction.INPUT, 5, 1));
    }

    private static byte[] changed(byte[] frame, int at, int to) {
        byte[] other = frame.clone();
        other[at] = (byte) to;
        return other;
    }
}
