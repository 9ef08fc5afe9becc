package energy.peerwatt.metergateway.support;

import energy.peerwatt.street.home.domain.Street;
import energy.peerwatt.street.home.domain.StreetBuilder;
import energy.peerwatt.street.modbus.DeviceServers;
import energy.peerwatt.street.modbus.domain.Answer;
import energy.peerwatt.street.modbus.domain.Device;
import energy.peerwatt.street.running.LiveStreet;
import energy.peerwatt.street.running.MeterDevice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** What an installer finds: a meter of the simulated street in the evening, and an EM340. Time goes sixty times as fast. */
public final class CommissioningSite implements AutoCloseable {
    private static final Instant EVENING = Instant.parse("2026-06-21T20:00:00Z");
    private static final int SPEED = 60;

    private final Clock clock;
    private final RewiredMeter meter;
    private final Em340 em340 = new Em340();
    private final DeviceServers servers = new DeviceServers("127.0.0.1");
    private final int meterPort = freePort();
    private final int em340Port = freePort();

    public CommissioningSite() throws IOException, InterruptedException {
        this(Instant.now());
    }

    /** @param begun when it is eight o'clock in the evening */
    public CommissioningSite(Instant begun) throws IOException, InterruptedException {
        this.clock = new FastClock(begun);
        long now = clock.instant().getEpochSecond();
        Street street = new StreetBuilder(1, 1, now / Duration.ofDays(1).toSeconds()).simulated();
        LiveStreet live = new LiveStreet(street, street.first(now), clock, state -> {});
        this.meter = new RewiredMeter(new MeterDevice(live, 0));
        servers.serve(meterPort, 1, meter);
        servers.serve(em340Port, 1, em340);
    }

    public Clock clock() {
        return clock;
    }

    public RewiredMeter meter() {
        return meter;
    }

    public Em340 em340() {
        return em340;
    }

    public int meterPort() {
        return meterPort;
    }

    public int em340Port() {
        return em340Port;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        servers.close();
    }

    /** A Carlo Gavazzi EM340 that carries nothing; every register can be set. */
    public static final class Em340 implements Device {
        private static final int REGISTERS = 0x6000;
        private static final int MODEL = 0x0B;
        private static final int EM340 = 341;
        private static final int SERIAL = 0x5000;

        private final AtomicIntegerArray words = new AtomicIntegerArray(REGISTERS);

        Em340() {
            set(MODEL, EM340);
            set(0x1103, 1);
            set(0x33, 500);
            String serial = "KZ1234567890AB";
            for (int i = 0; i < serial.length() / 2; i++) {
                set(SERIAL + i, serial.charAt(2 * i) << 8 | serial.charAt(2 * i + 1));
            }
        }

        public void set(int address, int word) {
            words.set(address, word);
        }

        @Override
        public Answer readInput(int address, int count) {
            return readHolding(address, count);
        }

        @Override
        public Answer readHolding(int address, int count) {
            if (address + count > REGISTERS) {
                return Answer.ILLEGAL_ADDRESS;
            }
            ByteBuffer bytes = ByteBuffer.allocate(2 * count);
            for (int i = 0; i < count; i++) {
                bytes.putShort((short) words.get(address + i));
            }
            return new Answer.Registers(bytes.array());
        }

        @Override
        public Answer write(int address, List<Integer> values) {
            throw new AssertionError("somebody writes to a meter");
        }
    }

    private static final class FastClock extends Clock {
        private final Instant begun;

        FastClock(Instant begun) {
            this.begun = begun;
        }

        @Override
        public Instant instant() {
            return EVENING.plus(Duration.between(begun, Instant.now()).multipliedBy(SPEED));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("market time is UTC");
        }
    }
}
