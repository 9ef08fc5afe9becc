package energy.peerwatt.benchmarks.energy;

import energy.peerwatt.benchmarks.Effort;
import energy.peerwatt.benchmarks.Scenario;
import energy.peerwatt.benchmarks.Speeds;
import energy.peerwatt.benchmarks.Stopwatch;
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
        Speeds ours = new Speeds();
        Speeds maps = new Speeds();
        for (int i = -effort.warmUps(); i < effort.iterations(); i++) {
            Stopwatch.Lap our = run(stream, () -> new EngineBooks(stream.books(), 1 << 20), counts);
            Stopwatch.Lap map = baseline ? run(stream, () -> new TreeMapBooks(stream.books()), counts) : our;
            if (i >= 0) {
                ours.add(commands, our);
                maps.add(commands, map);
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
        lines.add(id + ": " + (baseline ? ours.against("sorted maps", maps, 2) : "ours " + ours.summary(2)));
        return lines;
    }

    private Stopwatch.Lap run(EnergyStream stream, Supplier<EnergyBooks> maker, EnergyBooks.Counts expectedCounts) {
        EnergyBooks books = maker.get();
        System.gc();
        Stopwatch watch = new Stopwatch();
        EnergyBooks.Counts counts = send(stream, books);
        Stopwatch.Lap lap = watch.lap();
        WrongResult.unlessEqual(id + " trades, cancelled, live", expectedCounts, counts);
        return lap;
    }

    private static EnergyBooks.Counts send(EnergyStream stream, EnergyBooks books) {
        for (int i = 0; i < stream.size(); i++) {
            stream.send(i, books);
        }
        return books.counts();
    }
}
