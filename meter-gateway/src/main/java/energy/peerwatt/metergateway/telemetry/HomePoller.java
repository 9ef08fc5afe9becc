package energy.peerwatt.metergateway.telemetry;

import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.inverter.InverterReader;
import energy.peerwatt.metergateway.inverter.domain.InverterState;
import energy.peerwatt.metergateway.outbox.Outbox;
import energy.peerwatt.metergateway.reading.Meter;
import energy.peerwatt.metergateway.task.LongTask;
import energy.peerwatt.metergateway.telemetry.domain.HomePicture;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Looks at one home every few seconds of real time and logs what it sees. */
public final class HomePoller implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(HomePoller.class);

    private final GatewayId gateway;
    private final Meter meter;
    private final Optional<InverterReader> inverter;
    private final Outbox outbox;
    private final Pace pace;
    private final LongTask task;
    private @Nullable TelemetryReported last;

    /**
     * @param offset before the first look, so that not all homes are looked at in the same moment
     * @param interval between looks, in real time
     * @param timeout for one request, the wait for the bus included
     */
    public record Pace(Duration offset, Duration interval, Duration timeout) {}

    public HomePoller(GatewayId gateway, Meter meter, Optional<InverterReader> inverter, Outbox outbox, Pace pace) {
        this.gateway = gateway;
        this.meter = meter;
        this.inverter = inverter;
        this.outbox = outbox;
        this.pace = pace;
        this.task = new LongTask("poll-" + meter.device().name(), this::run);
    }

    public void start() {
        task.start();
    }

    public Optional<InverterReader> inverter() {
        return inverter;
    }

    private void run() throws InterruptedException {
        long interval = pace.interval().toNanos();
        long due = System.nanoTime() + pace.offset().toNanos();
        while (true) {
            Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            lookSafely();
            // Homes keep their distance to each other; whoever is too late for his turn does not hurry after it.
            due = Math.max(due + interval, System.nanoTime() + interval / 10);
        }
    }

    private void lookSafely() throws InterruptedException {
        try {
            look();
        } catch (IOException | RuntimeException e) {
            LOG.errorf(e, "the telemetry of %s is lost", meter.device().name());
        }
    }

    private void look() throws InterruptedException, IOException {
        Optional<Meter.Believed> read = meter.read(pace.timeout());
        Optional<Power> power = read.flatMap(believed -> believed.answer().power());
        if (read.isEmpty() || power.isEmpty()) {
            return;
        }
        Optional<InverterState> picture = inverter.isPresent() ? inverter.get().read() : Optional.empty();
        TelemetryReported telemetry = HomePicture.of(
                gateway,
                meter.id(),
                power.get(),
                read.get().accepted().read(),
                read.get().accepted().doubts(),
                picture);
        if (last != null && !telemetry.at().isAfter(last.at())) {
            // Market time stands still, and so does the home.
            return;
        }
        outbox.telemetry(telemetry);
        last = telemetry;
        meter.reported(telemetry);
    }

    @Override
    public void close() {
        task.close();
    }
}
