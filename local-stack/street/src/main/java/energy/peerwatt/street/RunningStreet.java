package energy.peerwatt.street;

import energy.peerwatt.street.home.domain.Solar;
import energy.peerwatt.street.home.domain.Street;
import energy.peerwatt.street.home.domain.StreetBuilder;
import energy.peerwatt.street.home.domain.StreetState;
import energy.peerwatt.street.modbus.DeviceServers;
import energy.peerwatt.street.running.InverterDevice;
import energy.peerwatt.street.running.LiveStreet;
import energy.peerwatt.street.running.MeterDevice;
import energy.peerwatt.street.running.Ports;
import energy.peerwatt.street.state.StateFile;
import energy.peerwatt.street.state.StateFile.Origin;
import energy.peerwatt.street.state.StateFile.Saved;
import energy.peerwatt.street.state.StreetDescription;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A street with its servers listening and its state kept on disk about once a second. */
final class RunningStreet implements AutoCloseable {
    private static final Logger LOG = System.getLogger(RunningStreet.class.getName());
    private static final long SECONDS_PER_DAY = 86_400;

    private final LiveStreet live;
    private final DeviceServers servers;
    private final ScheduledExecutorService saver = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("street-save").factory());

    private RunningStreet(LiveStreet live, DeviceServers servers) {
        this.live = live;
        this.servers = servers;
    }

    /**
     * Starts a new street, or one that goes on from its state, and returns when all its servers listen.
     *
     * @param clock market time
     * @throws IOException if files or ports cannot be had, or the profile cannot be read; the message says why
     * @throws IllegalArgumentException if the ports do not fit
     */
    static RunningStreet start(Options options, Clock clock) throws IOException, InterruptedException {
        Ports ports = options.ports();
        Files.createDirectories(options.state());
        LiveStreet live = live(options, clock);
        live.save();
        DeviceServers servers = new DeviceServers(options.host());
        RunningStreet running = new RunningStreet(live, servers);
        try {
            running.serve(options, ports);
        } catch (IOException e) {
            servers.close();
            throw e;
        }
        StreetDescription.of(live.street(), options.host(), ports).write(options.state());
        running.saver.scheduleWithFixedDelay(running::saveAndCarryOn, 1, 1, TimeUnit.SECONDS);
        return running;
    }

    private static LiveStreet live(Options options, Clock clock) throws IOException {
        long now = clock.instant().getEpochSecond();
        Profiles profiles = Profiles.of(options.profile());
        Origin wanted =
                new Origin(options.seed(), options.homes(), profiles.name(), Math.floorDiv(now, SECONDS_PER_DAY));
        Optional<Saved> saved = StateFile.read(options.state(), wanted);
        Origin origin = saved.map(Saved::origin).orElse(wanted);
        Street street = profiles.street(new StreetBuilder(origin.seed(), origin.homes(), origin.firstEpochDay()));
        StreetState state = saved.map(Saved::street).orElseGet(() -> street.first(now));
        if (state.steppedTo() > now) {
            LOG.log(Level.WARNING, "the clock is {0} s behind the street, which waits", state.steppedTo() - now);
        }
        return new LiveStreet(street, state, clock, new StateFile(options.state(), origin));
    }

    private void serve(Options options, Ports ports) throws IOException, InterruptedException {
        for (int index = 0; index < options.homes(); index++) {
            servers.serve(ports.meter(index), StreetDescription.UNIT, new MeterDevice(live, index));
            Solar solar = live.street().homes().get(index).solar();
            if (solar != null) {
                servers.serve(ports.inverter(index), StreetDescription.UNIT, new InverterDevice(live, index, solar));
            }
        }
    }

    private void saveAndCarryOn() {
        try {
            live.save();
        } catch (IOException | RuntimeException e) {
            // The street goes on from the last state that could be saved; the next second tries again.
            LOG.log(Level.WARNING, "state not saved", e);
        }
    }

    /** Closes the servers and saves. */
    @Override
    public void close() throws IOException {
        saver.shutdown();
        try {
            servers.close();
        } finally {
            live.save();
        }
    }
}
