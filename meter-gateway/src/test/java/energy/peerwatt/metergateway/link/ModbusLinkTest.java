package energy.peerwatt.metergateway.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import energy.peerwatt.metergateway.link.domain.BackOff;
import energy.peerwatt.metergateway.link.domain.BusLink;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.Frame;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.Urgency;
import energy.peerwatt.metergateway.support.FaultyDevice;
import energy.peerwatt.metergateway.support.TestLinks;
import energy.peerwatt.metergateway.support.TestMeter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModbusLinkTest {
    private static final Duration PATIENT = Duration.ofSeconds(5);

    @Test
    void readsWhatAnotherLibraryServes() throws Exception {
        try (TestMeter meter = new TestMeter(21_060_001L).single(0x48, 12.5f);
                BusLink link = link(meter.port())) {
            int bits = Float.floatToRawIntBits(12.5f);

            assertThat(link.exchange(input(0x48, 2), PATIENT))
                    .isEqualTo(new Exchange.Registers(List.of(bits >>> 16, bits & 0xFFFF), 1));
            assertThat(link.exchange(holding(0xFC00, 2), PATIENT))
                    .isEqualTo(new Exchange.Registers(List.of(21_060_001 >>> 16, 21_060_001 & 0xFFFF), 1));
        }
    }

    @Test
    void lateReplyIsNeverTheAnswerToTheNextRequest() throws Exception {
        try (TestMeter meter = new TestMeter(1);
                BusLink link = link(meter.port())) {
            IntStream.range(0, 1024).forEach(address -> meter.word(address, address));
            for (int round = 0; round < 5; round++) {
                meter.delay(400);
                assertThat(link.exchange(input(100, 2), Duration.ofMillis(100))).isEqualTo(new Exchange.Timeout());
                meter.delay(0);
                Thread.sleep(400);
                assertThat(link.exchange(input(200, 2), PATIENT))
                        .isInstanceOfSatisfying(
                                Exchange.Registers.class,
                                registers -> assertThat(registers.words()).containsExactly(200, 201));
            }
        }
    }

    @Test
    void theLastExchangesAreKeptByteByByte() throws Exception {
        try (FaultyDevice device = new FaultyDevice();
                BusLink link = link(device.port())) {
            device.spoil(frame -> changed(frame, 6, 8));
            link.exchange(input(100, 1), PATIENT);
            device.spoil(frame -> frame);
            for (int i = 0; i < 60; i++) {
                link.exchange(input(i, 1), PATIENT);
                if (i == 0) {
                    assertThat(link.frames())
                            .extracting(Frame::sent, Frame::received, Frame::outcome)
                            .containsExactly(
                                    tuple(
                                            "00 01 00 00 00 06 01 04 00 64 00 01",
                                            "00 01 00 00 00 05 09 04 02 00 64",
                                            "unit 9 for 1"),
                                    tuple(
                                            "00 02 00 00 00 06 01 04 00 00 00 01",
                                            "00 02 00 00 00 05 01 04 02 00 00",
                                            "answered"));
                }
            }
            assertThat(link.frames()).hasSize(50);
        }
    }

    @Test
    void everyReconnectionHasANumberOfItsOwn() throws Exception {
        try (TestMeter meter = new TestMeter(1);
                BusLink link = link(meter.port())) {
            long before = connection(link.exchange(input(0, 1), PATIENT));
            meter.delay(300);
            link.exchange(input(0, 1), Duration.ofMillis(50));
            meter.delay(0);

            assertThat(connection(link.exchange(input(0, 1), PATIENT))).isEqualTo(before + 1);
        }
    }

    @Test
    void spoiledRepliesAreCorruptAndTheNextRightOneIsRight() throws Exception {
        List<UnaryOperator<byte[]>> faults = List.of(
                frame -> changed(frame, 1, 1),
                frame -> changed(frame, 3, 1),
                frame -> changed(frame, 6, 8),
                frame -> changed(frame, 7, 7),
                frame -> shorter(frame),
                frame -> Arrays.copyOf(frame, frame.length + 2),
                frame -> twice(frame));
        try (FaultyDevice device = new FaultyDevice();
                BusLink link = link(device.port())) {
            for (UnaryOperator<byte[]> fault : faults) {
                device.spoil(fault);
                assertThat(link.exchange(input(100, 4), Duration.ofMillis(300)))
                        .isInstanceOfAny(Exchange.Corrupt.class, Exchange.Timeout.class);
                device.spoil(frame -> frame);
                assertThat(link.exchange(input(200, 2), PATIENT))
                        .isInstanceOfSatisfying(
                                Exchange.Registers.class,
                                registers -> assertThat(registers.words()).containsExactly(200, 201));
            }
        }
    }

    @Test
    void amongThousandsOfFaultsNoWrongValue() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        int right = 0;
        try (FaultyDevice device = new FaultyDevice();
                BusLink link = link(device.port())) {
            device.spoil(frame ->
                    random.nextInt(4) == 0 ? changed(frame, random.nextInt(9), 1 << random.nextInt(8)) : frame);
            for (int i = 0; i < 2_000; i++) {
                int start = random.nextInt(60_000);
                int count = 1 + random.nextInt(20);
                Exchange exchange = link.exchange(input(start, count), Duration.ofMillis(20));
                if (exchange instanceof Exchange.Registers registers) {
                    right++;
                    assertThat(registers.words())
                            .isEqualTo(IntStream.range(start, start + count)
                                    .boxed()
                                    .toList());
                }
            }
        }
        assertThat(right).isGreaterThan(1_000);
    }

    @Test
    void deviceExceptionKeepsTheConnection() throws Exception {
        try (FaultyDevice device = new FaultyDevice();
                BusLink link = link(device.port())) {
            long before = connection(link.exchange(input(0, 1), PATIENT));
            device.spoil(frame -> {
                byte[] refused = Arrays.copyOf(frame, 9);
                refused[5] = 3;
                refused[7] |= (byte) 0x80;
                refused[8] = 2;
                return refused;
            });
            assertThat(link.exchange(input(0, 1), PATIENT)).isEqualTo(new Exchange.DeviceException(2));
            device.spoil(frame -> frame);

            assertThat(connection(link.exchange(input(0, 1), PATIENT))).isEqualTo(before);
        }
    }

    @Test
    void silentUnitRestsUntilABoundaryWakesIt() throws Exception {
        try (TestMeter meter = new TestMeter(1)) {
            meter.delay(200);
            try (BusWorker bus = TestLinks.worker(
                    new Endpoint.Tcp("127.0.0.1", meter.port()),
                    () -> new BackOff(Duration.ofMinutes(1), Duration.ofMinutes(1)))) {
                assertThat(bus.exchange(input(0, 1), Urgency.FAST, Duration.ofMillis(50)))
                        .isEqualTo(new Exchange.Timeout());
                meter.delay(0);
                Thread.sleep(300);

                assertThat(bus.exchange(input(0, 1), Urgency.FAST, PATIENT)).isInstanceOf(Exchange.NotSent.class);
                assertThat(bus.exchange(input(0, 1), Urgency.BOUNDARY, PATIENT)).isInstanceOf(Exchange.Registers.class);
                assertThat(bus.exchange(input(0, 1), Urgency.FAST, PATIENT)).isInstanceOf(Exchange.Registers.class);
            }
        }
    }

    private static long connection(Exchange exchange) {
        assertThat(exchange).isInstanceOf(Exchange.Registers.class);
        return ((Exchange.Registers) exchange).connection();
    }

    private static byte[] changed(byte[] frame, int at, int bits) {
        byte[] other = frame.clone();
        other[at] ^= (byte) bits;
        return other;
    }

    private static byte[] shorter(byte[] frame) {
        byte[] other = Arrays.copyOf(frame, frame.length - 2);
        other[5] -= 2;
        other[8] -= 2;
        return other;
    }

    private static byte[] twice(byte[] frame) {
        byte[] other = Arrays.copyOf(frame, 2 * frame.length);
        System.arraycopy(frame, 0, other, frame.length, frame.length);
        return other;
    }

    private static BusLink link(int port) {
        return TestLinks.tcp(port);
    }

    private static RegisterRequest input(int start, int count) {
        return new RegisterRequest(1, new RegisterBlock(RegisterFunction.INPUT, start, count));
    }

    private static RegisterRequest holding(int start, int count) {
        return new RegisterRequest(1, new RegisterBlock(RegisterFunction.HOLDING, start, count));
    }
}
