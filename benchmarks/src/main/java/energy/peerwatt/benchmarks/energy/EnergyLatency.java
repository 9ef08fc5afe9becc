package energy.peerwatt.benchmarks.energy;

import energy.peerwatt.benchmarks.Effort;
import energy.peerwatt.benchmarks.Scenario;
import energy.peerwatt.benchmarks.WrongResult;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * The energy stream at a constant rate: each command is due at a moment that does not wait for the one before it, and its
 * latency runs from then, so a pause counts for every command that it delays.
 *
 * @param perSecond commands a second
 */
public record EnergyLatency(String id, int zones, int perSecond) implements Scenario {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};

    @Override
    public List<String> run(Effort effort) {
        EnergyStream stream = new EnergyStream(zones, perSecond * effort.seconds());
        EnergyBooks.Counts expected = null;
        for (int i = 0; i < Math.max(1, effort.warmUps()); i++) {
            expected = unpaced(stream);
        }
        EngineBooks books = new EngineBooks(stream.books(), 1 << 22);
        System.gc();
        long collections = collections();
        Histogram latencies = paced(stream, books);
        WrongResult.unlessEqual(id + " counts against an unpaced run", expected, books.counts());
        WrongResult.unlessEqual(id + " latencies taken", (long) stream.size(), latencies.getTotalCount());
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %,d commands at %,d/s over %,d books, from the moment each was due:",
                id,
                stream.size(),
                perSecond,
                stream.books()));
        for (double percentile : PERCENTILES) {
            line.append(String.format(
                    Locale.ROOT, " p%s %.1f us", number(percentile), latencies.getValueAtPercentile(percentile) / 1e3));
        }
        return List.of(line.toString(), id + ": garbage collections meanwhile: " + (collections() - collections));
    }

    private static String number(double percentile) {
        return percentile == (long) percentile ? Long.toString((long) percentile) : Double.toString(percentile);
    }

    private static EnergyBooks.Counts unpaced(EnergyStream stream) {
        EngineBooks books = new EngineBooks(stream.books(), 1 << 22);
        for (int i = 0; i < stream.size(); i++) {
            stream.send(i, books);
        }
        return books.counts();
    }

    private Histogram paced(EnergyStream stream, EngineBooks books) {
        Histogram latencies = new Histogram(60_000_000_000L, 3);
        long gap = 1_000_000_000L / perSecond;
        long start = System.nanoTime();
        for (int i = 0; i < stream.size(); i++) {
            long due = start + i * gap;
            while (System.nanoTime() - due < 0) {
                Thread.onSpinWait();
            }
            stream.send(i, books);
            latencies.recordValue(System.nanoTime() - due);
        }
        return latencies;
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
