package energy.peerwatt.benchmarks.gateway;

import energy.peerwatt.benchmarks.Effort;
import energy.peerwatt.benchmarks.Scenario;
import energy.peerwatt.benchmarks.WrongResult;
import energy.peerwatt.messages.event.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Meters at Modbus TCP, a picture of each every few seconds, from the wire to Kafka. The meters' side sees when each is
 * polled; every picture is checked against what the meter said at that poll.
 *
 * @param devices one meter each at an address of its own
 * @param interval between two polls of a meter
 */
public record Polling(String id, int devices, Duration interval) implements Scenario {
    private static final long LATE_MICROS = 100_000;

    @Override
    public List<String> run(Effort effort) {
        PictureCheck check = new PictureCheck(devices, 0);
        try (Rig rig = new Rig(
                devices,
                0,
                Rig.Past.NONE,
                new GatewayUnderTest.Pace(interval, 1),
                Map.of(Topics.TELEMETRY_REPORTED, check))) {
            rig.until(
                    "a picture of each meter",
                    rig.patience(),
                    () -> check.tally().meters() == devices);
            rig.run(warmUp(effort));
            Moment from = new Moment(
                    System.nanoTime(), rig.gateway().usage(), rig.meters().traffic(), check.tally());
            rig.run(Duration.ofSeconds(effort.seconds()));
            Moment to = new Moment(
                    System.nanoTime(), rig.gateway().usage(), rig.meters().traffic(), check.tally());
            Histogram lateness = lateness(rig.meters(), from.nanos(), to.nanos());
            long heap = rig.gateway().heap();
            WrongResult.unlessEqual(
                    id + " refused requests", 0L, rig.meters().traffic().refused());
            return List.of(line(rig.gateway(), from, to, lateness, heap));
        }
    }

    private record Moment(long nanos, Usage usage, MeterServer.Traffic traffic, PictureCheck.Tally heard) {}

    /** Long enough for each meter to be polled twice, and for the compiler. */
    private Duration warmUp(Effort effort) {
        Duration compiler = Duration.ofSeconds(effort.seconds() / 2);
        Duration twice = interval.multipliedBy(2);
        return compiler.compareTo(twice) < 0 ? twice : compiler;
    }

    private String line(GatewayUnderTest gateway, Moment from, Moment to, Histogram lateness, long heap) {
        double seconds = (to.nanos() - from.nanos()) / 1e9;
        long due = Math.round(devices * seconds * 1e3 / interval.toMillis());
        long polls = lateness.getTotalCount();
        PictureCheck.Tally heard = to.heard().minus(from.heard());
        long requests = to.traffic().requests() - from.traffic().requests();
        long bytes = to.traffic().bytes() - from.traffic().bytes();
        return String.format(
                Locale.ROOT,
                "%s: %,d devices every %s s: %,.0f polls/s, %,d of %,d due; late p50 %.1f ms, p99 %.1f ms, most %.1f ms, "
                        + "%,d by more than %d ms; %s, %d MiB in use on the heap; %.2f requests and %.0f bytes of Modbus a poll; "
                        + "%,d pictures right, %,d missing, %.0f bytes each; started in %.1f s",
                id,
                devices,
                interval.toMillis() / 1e3,
                polls / seconds,
                polls,
                due,
                lateness.getValueAtPercentile(50) / 1e3,
                lateness.getValueAtPercentile(99) / 1e3,
                lateness.getMaxValue() / 1e3,
                lateness.getTotalCount() - lateness.getCountBetweenValues(0, LATE_MICROS),
                LATE_MICROS / 1000,
                to.usage().since(from.usage()),
                heap >> 20,
                (double) requests / polls,
                (double) bytes / polls,
                heard.pictures(),
                heard.missing(),
                (double) heard.bytes() / heard.pictures(),
                gateway.startTook().toMillis() / 1e3);
    }

    /** In microseconds, against a row of equal steps that begins as early as the meter's own polls allow. */
    private Histogram lateness(MeterServer meters, long from, long to) {
        Histogram histogram = new Histogram(3);
        List<long[]> polls = meters.with(
                all -> all.stream().map(meter -> meter.times(from, to)).toList());
        for (long[] times : polls) {
            long begin = Long.MAX_VALUE;
            for (int i = 0; i < times.length; i++) {
                begin = Math.min(begin, times[i] - i * interval.toNanos());
            }
            for (int i = 0; i < times.length; i++) {
                histogram.recordValue((times[i] - i * interval.toNanos() - begin) / 1000);
            }
        }
        return histogram;
    }
}
