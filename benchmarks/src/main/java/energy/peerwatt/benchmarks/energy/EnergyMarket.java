package energy.peerwatt.benchmarks.energy;

import energy.peerwatt.benchmarks.Effort;
import energy.peerwatt.benchmarks.Samples;
import energy.peerwatt.benchmarks.Scenario;
import energy.peerwatt.benchmarks.WrongResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The energy stream through the engine and, where it is bearable, through sorted maps, alternated run by run.
 *
 * @param baseline whether the sorted maps run, too
 * @param expected what comes out, or null where only the other engine knows
 */
public record EnergyMarket(
        String id,
        int zones,
        int commands,
        boolean baseline,
        @Nullable Expected expected) implements Scenario {

    /** Trades, cancelled orders and orders that rest at the end. */
    public record Expected(long trades, long cancelled, long live) {}

    @Override
    public List<String> run(Effort effort) {
        EnergyStream stream = new EnergyStream(zones, commands);
        EnergyBooks.Counts counts = expected == null
                ? send(stream, new TreeMapBooks(stream.books()))
                : new EnergyBooks.Counts(expected.trades, expected.cancelled, expected.live);
        Samples ours = new Samples();
        Samples maps = new Samples();
        for (int i = -effort.warmUps(); i < effort.iterations(); i++) {
            double our = run(stream, () -> new EngineBooks(stream.books(), 1 << 20), counts);
            double map = baseline ? run(stream, () -> new TreeMapBooks(stream.books()), counts) : 0;
            if (i >= 0) {
                ours.add(our);
                maps.add(map);
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s: %,d commands, %,d books; %,d trades, %,d cancelled, %,d live",
                id,
                commands,
                stream.books(),
                counts.trades(),
                counts.cancelled(),
                counts.live()));
        lines.add(id + ": ours " + ours.summary(2) + " Mcmd/s"
                + (baseline
                        ? ", sorted maps " + maps.summary(2) + " Mcmd/s, ratio pair by pair "
                                + ours.dividedBy(maps).summary(1)
                        : ""));
        return lines;
    }

    private double run(EnergyStream stream, Supplier<EnergyBooks> maker, EnergyBooks.Counts expectedCounts) {
        EnergyBooks books = maker.get();
        System.gc();
        long start = System.nanoTime();
        EnergyBooks.Counts counts = send(stream, books);
        long end = System.nanoTime();
        WrongResult.unlessEqual(id + " trades, cancelled, live", expectedCounts, counts);
        return stream.size() * 1e3 / (end - start);
    }

    private static EnergyBooks.Counts send(EnergyStream stream, EnergyBooks books) {
        for (int i = 0; i < stream.size(); i++) {
            stream.send(i, books);
        }
        return books.counts();
    }
}
