package energy.peerwatt.metergateway;

import energy.peerwatt.messages.time.MarketClock;
import energy.peerwatt.metergateway.commission.Commissionings;
import energy.peerwatt.metergateway.control.ControlJournal;
import energy.peerwatt.metergateway.control.Controls;
import energy.peerwatt.metergateway.device.Devices;
import energy.peerwatt.metergateway.device.DevicesFile;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.metrics.GatewayMetrics;
import energy.peerwatt.metergateway.outbox.Cursor;
import energy.peerwatt.metergateway.outbox.KafkaSender;
import energy.peerwatt.metergateway.outbox.Outbox;
import energy.peerwatt.metergateway.outbox.Publisher;
import energy.peerwatt.metergateway.plan.BusAdmission;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.reading.BoundaryLoop;
import energy.peerwatt.metergateway.reading.BoundaryReader;
import energy.peerwatt.metergateway.reading.GatewayState;
import energy.peerwatt.metergateway.reading.Meter;
import energy.peerwatt.metergateway.reading.StateRegister;
import energy.peerwatt.metergateway.seal.GatewayKeys;
import energy.peerwatt.metergateway.seal.KeyDesk;
import energy.peerwatt.metergateway.yaml.InvalidFileException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts the gateway together, starts it and stops it. Whatever is wrong with its settings or its folder stops the start. */
@Singleton
public class MeterGateway {
    private static final Logger LOG = Logger.getLogger(MeterGateway.class);
    private static final int TELEMETRY_BATCH = 1000;

    private final GatewayConfig config;
    private final Clock clock;
    private final GatewayMetrics metrics;
    private final MutinyEmitter<String> readingsChannel;
    private final MutinyEmitter<String> telemetryChannel;
    private final MutinyEmitter<String> dispatchesChannel;
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private volatile @Nullable Running running;

    /** A gateway that runs. */
    public record Running(
            GatewayKeys keys,
            KeyDesk keyDesk,
            GatewayState state,
            Outbox outbox,
            Fleet fleet,
            BoundaryLoop boundaries,
            Controls controls,
            Commissionings commissionings,
            Profiles profiles,
            Supplier<Map<Endpoint, BusWorker>> workers) {

        /** What is read now. */
        public Devices devices() {
            return fleet.devices();
        }

        public List<Meter> meters() {
            return fleet.meters();
        }

        public KnownMeters known() {
            return new KnownMeters(fleet, commissionings);
        }

        /** Every bus that is used now, in service or in commissioning. */
        public Map<Endpoint, BusWorker> buses() {
            return workers.get();
        }
    }

    MeterGateway(
            GatewayConfig config,
            Clock clock,
            GatewayMetrics metrics,
            @Channel("readings-sealed") MutinyEmitter<String> readingsChannel,
            @Channel("telemetry-reported") MutinyEmitter<String> telemetryChannel,
            @Channel("dispatches-reported") MutinyEmitter<String> dispatchesChannel) {
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        this.readingsChannel = readingsChannel;
        this.telemetryChannel = telemetryChannel;
        this.dispatchesChannel = dispatchesChannel;
    }

    /** @throws IllegalStateException if it is not running */
    public Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("the gateway is not running");
        }
        return now;
    }

    public boolean isRunning() {
        return running != null;
    }

    void start(@Observes StartupEvent event) throws IOException {
        refuseDemoPasswordInRealTime();
        Profiles profiles = Profiles.load();
        Devices devices = DevicesFile.read(config.devices(), profiles);
        refuseOverloadedBuses(devices);
        StateFolder folder = opened(StateFolder.open(config.state()));
        GatewayKeys keys = GatewayKeys.open(folder.keys(), config.keyPassword().toCharArray());
        GatewayState state = new GatewayState(devices.gateway());
        Outbox outbox = opened(Outbox.open(
                folder.log(),
                new Outbox.Limits(
                        config.log().segmentBytes(),
                        config.log().telemetryBytes(),
                        config.log().sealedBytes(),
                        config.log().reserveBytes(),
                        config.log().retention()),
                Outbox.FreeSpace.of(config.state()),
                () -> Optional.of(state.snapshot()),
                // What the disk holds is right; whoever watches this process starts it again.
                () -> Quarkus.asyncExit(1)));
        state.recover(outbox.sealedLog());
        KeyDesk keyDesk = new KeyDesk(devices.gateway(), keys, new StateRegister(state, outbox));
        Buses buses = opened(new Buses(config.link(), metrics));
        Fleet fleet = opened(new Fleet(new Fleet.Setup(config, devices, profiles, buses, state, outbox, clock)));
        Commissionings commissionings = opened(Commissionings.open(
                folder.commissionings(),
                new CommissionAssembly(config, fleet, buses).surroundings(devices.gateway(), profiles, keys, clock),
                () -> Quarkus.asyncExit(1)));
        fleet.start();
        BoundaryLoop boundaries = startBoundaries(devices, fleet, state, outbox, keys);
        ControlJournal journal = opened(ControlJournal.open(folder.dispatches(), clock, () -> Quarkus.asyncExit(1)));
        Controls controls = opened(Controls.start(
                new ControlAssembly(config, fleet, clock).setup(buses::forSetPoints, metrics),
                fleet.inverters(),
                journal,
                clock));
        fleet.attend(controls);
        startPublishing(folder, outbox, journal);
        running = new Running(
                keys, keyDesk, state, outbox, fleet, boundaries, controls, commissionings, profiles, buses::all);
        LOG.infof(
                "gateway %s reads %d meters", devices.gateway(), fleet.meters().size());
    }

    private void refuseDemoPasswordInRealTime() {
        if (!(clock instanceof MarketClock) && config.keyPassword().equals(GatewayConfig.LOCAL_DEMO_PASSWORD)) {
            throw new IllegalStateException("peerwatt.gateway.key-password must be set: the password of the local demo"
                    + " protects no key in real time");
        }
    }

    private void refuseOverloadedBuses(Devices devices) {
        List<String> problems = new BusAdmission(
                        config.telemetry().interval(), config.boundary().deadline())
                .problems(devices);
        if (!problems.isEmpty()) {
            throw new InvalidFileException(problems.stream()
                    .map(problem -> config.devices() + ": " + problem)
                    .toList());
        }
    }

    private BoundaryLoop startBoundaries(
            Devices devices, Fleet fleet, GatewayState state, Outbox outbox, GatewayKeys keys) {
        BoundaryReader reader = new BoundaryReader(
                fleet::attendance,
                state,
                outbox,
                keys,
                devices.slot(),
                config.boundary().deadline());
        BoundaryLoop.Timing timing = new BoundaryLoop.Timing(
                devices.slot(),
                config.boundary().window(),
                config.boundary().poll(),
                config.boundary().patience());
        BoundaryLoop loop = new BoundaryLoop(
                reader, clock, timing, metrics::sealed, state.lastBoundary().orElse(null));
        opened(loop).start();
        return loop;
    }

    private void startPublishing(StateFolder folder, Outbox outbox, ControlJournal journal) throws IOException {
        Cursor sealed = Cursor.open(folder.cursor("sealed"));
        Publisher readings =
                opened(new Publisher("readings", outbox.sealedLog(), sealed, new KafkaSender(readingsChannel), 1));
        Publisher telemetry = opened(new Publisher(
                "telemetry",
                outbox.telemetryLog(),
                Cursor.open(folder.cursor("telemetry")),
                new KafkaSender(telemetryChannel),
                TELEMETRY_BATCH));
        Cursor reported = Cursor.open(folder.cursor("dispatches"));
        Publisher dispatches =
                opened(new Publisher("dispatches", journal.log(), reported, new KafkaSender(dispatchesChannel), 1));
        metrics.outbox("readings", readings::depth, readings::waiting);
        metrics.outbox("telemetry", telemetry::depth, telemetry::waiting);
        metrics.outbox("dispatches", dispatches::depth, dispatches::waiting);
        metrics.telemetryDropped(outbox::dropped);
        opened(new Housekeeping(
                        List.of(now -> outbox.tidy(sealed.next(), now), now -> journal.tidy(reported.next(), now))))
                .start();
        readings.start();
        telemetry.start();
        dispatches.start();
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        closing.push(closeable);
        return closeable;
    }

    /** The last opened first: who writes stops before what is written closes. */
    void stop(@Observes ShutdownEvent event) {
        running = null;
        while (!closing.isEmpty()) {
            try {
                closing.pop().close();
            } catch (Exception e) {
                LOG.errorf(e, "the gateway could not be stopped cleanly");
            }
        }
    }
}
