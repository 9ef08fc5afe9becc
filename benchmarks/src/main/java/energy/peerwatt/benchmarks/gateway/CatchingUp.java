package energy.peerwatt.benchmarks.gateway;

import energy.peerwatt.benchmarks.Effort;
import energy.peerwatt.benchmarks.Scenario;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.metergateway.outbox.Outbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Telemetry faster than any meter gives it: the gateway finds pictures of homes with inverter and battery in its log, as
 * after hours without a broker, and sends them to Kafka while it polls its meters as always. The pictures are written
 * there by the gateway's own log before it starts. Each must arrive, once, in order and with its values.
 *
 * @param valuesPerSecond how many numbers a second there are in the log for each second of the measurement
 */
public record CatchingUp(String id, int devices, int valuesPerSecond) implements Scenario {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** Of the log, before it is measured: the gateway starts meanwhile. */
    private static final int WARM_UP_SHARE = 3;

    private static final Outbox.Limits LIMITS = new Outbox.Limits(8 << 20, 4L << 30, 1 << 30, 0, Duration.ofDays(30));

    @Override
    public List<String> run(Effort effort) {
        long wanted = (long) effort.seconds() * valuesPerSecond / HomePictures.VALUES;
        int polls = Math.toIntExact(Math.ceilDiv(wanted * WARM_UP_SHARE / (WARM_UP_SHARE - 1), (long) devices));
        long pictures = (long) devices * polls;
        PictureCheck check = new PictureCheck(devices, polls);
        Writing writing = new Writing(devices, polls);
        try (Rig rig = new Rig(
                devices,
                polls,
                writing,
                new GatewayUnderTest.Pace(INTERVAL, 1),
                Map.of(Topics.TELEMETRY_REPORTED, check))) {
            Duration limit = rig.patience().plusSeconds(4L * effort.seconds());
            rig.until("a third of the log", limit, () -> check.tally().pictures() >= pictures / WARM_UP_SHARE);
            Usage from = rig.gateway().usage();
            PictureCheck.Tally before = check.tally();
            rig.until("the end of the log", limit, () -> check.tally().pictures() >= pictures);
            Usage to = rig.gateway().usage();
            PictureCheck.Tally heard = check.tally().minus(before);
            rig.until(
                    "a picture of each meter after the log",
                    limit,
                    () -> check.tally().pictures() >= pictures + devices);
            return List.of(line(rig, from, to, heard, writing));
        }
    }

    private String line(Rig rig, Usage from, Usage to, PictureCheck.Tally heard, Writing writing) {
        double seconds = (to.nanos() - from.nanos()) / 1e9;
        return String.format(
                Locale.ROOT,
                "%s: %,.0f telemetry values/s into Kafka for %.1f s in %,.0f events/s, beside polls of %,d devices every %d s; "
                        + "%s, %d MiB in use on the heap, %.0f us of a processor and %.0f bytes an event; "
                        + "into the log %,.0f values/s, %.0f us of a processor an event; all there, none twice",
                id,
                HomePictures.VALUES * heard.pictures() / seconds,
                seconds,
                heard.pictures() / seconds,
                devices,
                INTERVAL.toSeconds(),
                to.since(from),
                rig.gateway().heap() >> 20,
                to.processors(from) * seconds * 1e6 / heard.pictures(),
                (double) heard.bytes() / heard.pictures(),
                writing.valuesPerSecond,
                writing.microsEach);
    }

    /** Fills the log as the gateway does. */
    private static final class Writing implements Rig.Past {
        private final int devices;
        private final int polls;
        private double valuesPerSecond;
        private double microsEach;

        Writing(int devices, int polls) {
            this.devices = devices;
            this.polls = polls;
        }

        @Override
        public void write(Path state) throws IOException {
            Path log = state.resolve("log");
            Usage from = Usage.of(ProcessHandle.current());
            try (Outbox outbox = Outbox.open(log, LIMITS, Outbox.FreeSpace.of(log.getRoot()), Optional::empty, () -> {
                throw new IllegalStateException("the log is stuck");
            })) {
                for (int poll = 1; poll <= polls; poll++) {
                    Instant at = Instant.now();
                    for (int number = 0; number < devices; number++) {
                        outbox.telemetry(HomePictures.of(number, poll, at));
                    }
                }
            }
            Usage to = Usage.of(ProcessHandle.current());
            double pictures = (double) devices * polls;
            valuesPerSecond = HomePictures.VALUES * pictures * 1e9 / (to.nanos() - from.nanos());
            microsEach = to.processor().minus(from.processor()).toNanos() / 1e3 / pictures;
        }
    }
}
