package energy.peerwatt.metergateway.support;

import energy.peerwatt.street.home.domain.Street;
import energy.peerwatt.street.home.domain.StreetBuilder;
import energy.peerwatt.street.modbus.DeviceServers;
import energy.peerwatt.street.running.InverterDevice;
import energy.peerwatt.street.running.LiveStreet;
import energy.peerwatt.street.running.MeterDevice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/** One home of the simulated street with its devices on free ports, in the time of a clock. */
public final class StreetHome implements AutoCloseable {
    /** A home with a battery of 10 kWh and 3,600 W. */
    public static final int BATTERY_HOME = 2;

    public static final int SOLAR_HOME = 0;

    private final LiveStreet live;
    private final int index;
    private final int meterPort = freePort();
    private final int inverterPort = freePort();
    private DeviceServers servers;

    public StreetHome(int index, Clock clock) throws IOException, InterruptedException {
        this.index = index;
        long now = clock.instant().getEpochSecond();
        Street street =
                new StreetBuilder(1, BATTERY_HOME + 1, now / Duration.ofDays(1).toSeconds()).simulated();
        this.live = new LiveStreet(street, street.first(now), clock, state -> {});
        plugIn();
    }

    public void plugIn() throws IOException, InterruptedException {
        servers = new DeviceServers("127.0.0.1");
        servers.serve(meterPort, 1, new MeterDevice(live, index));
        servers.serve(
                inverterPort,
                1,
                new InverterDevice(
                        live, index, Objects.requireNonNull(live.home(index).solar())));
    }

    /** The devices stop answering; they go on living. */
    public void unplug() throws IOException {
        servers.close();
    }

    public int meterPort() {
        return meterPort;
    }

    public int inverterPort() {
        return inverterPort;
    }

    /** What the battery gives now, alternating current. */
    public long dischargeWatts() {
        return live.look(index).state().flows().discharge() / 1000;
    }

    /** What the battery takes now, alternating current. */
    public long chargeWatts() {
        return live.look(index).state().flows().charge() / 1000;
    }

    /** What the roof gives now, alternating current. */
    public long solarWatts() {
        return live.look(index).state().flows().solar() / 1000;
    }

    /** What the inverter gives now, alternating current; below zero while its battery takes more than the roof gives. */
    public long outputWatts() {
        return live.look(index).state().flows().inverter() / 1000;
    }

    /** Whether the inverter's output is limited. */
    public boolean isCurtailed() {
        return live.look(index).state().curtailment().enabled();
    }

    /** What the grid connection carries now, + is import. */
    public long gridWatts() {
        return live.look(index).state().flows().grid().total() / 1000;
    }

    /** Whether the battery looks after its home by itself. */
    public boolean isFree() {
        return !live.look(index).state().storage().dischargeMode()
                && !live.look(index).state().storage().chargeMode();
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
}
