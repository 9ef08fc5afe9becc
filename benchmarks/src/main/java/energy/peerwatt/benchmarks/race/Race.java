package energy.peerwatt.benchmarks.race;

import energy.peerwatt.benchmarks.Effort;
import energy.peerwatt.benchmarks.Scenario;
import energy.peerwatt.benchmarks.Speeds;
import energy.peerwatt.benchmarks.Stopwatch;
import energy.peerwatt.benchmarks.WrongResult;
import exchange.core2.core.common.cmd.OrderCommand;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One stream through our engine and exchange-core's, alternated run by run, so that whatever else the machine does hits
 * both; they take turns at being the first of a pair. Each run starts with an empty book; both must end with the same
 * trades and the same book, order by order.
 *
 * @param resting how many orders the book holds
 * @param commands how many follow after it has been filled
 * @param expected what comes out, or null where only the other engine knows
 */
public record Race(
        String id, int resting, int commands, @Nullable Expected expected) implements Scenario {
    private static final long SEED = 101_572_685;

    /** Trades and their volume of a stream. */
    public record Expected(long trades, long volume) {}

    /** How long a run took, and how long its part after the fill. */
    private record Times(Stopwatch.Lap all, Stopwatch.Lap steady) {}

    @Override
    public List<String> run(Effort effort) {
        CommandStream stream = BusyMarket.stream(resting, commands, SEED);
        Tally tally = checked(stream);
        int steady = stream.size() - stream.fill();
        Speeds ours = new Speeds();
        Speeds theirs = new Speeds();
        Speeds oursSteady = new Speeds();
        Speeds theirsSteady = new Speeds();
        for (int i = -effort.warmUps(); i < effort.iterations(); i++) {
            boolean oursFirst = i % 2 == 0;
            Times first = run(stream, oursFirst ? PeerWattBook::new : ExchangeCoreBook::new, tally);
            Times second = run(stream, oursFirst ? ExchangeCoreBook::new : PeerWattBook::new, tally);
            if (i >= 0) {
                ours.add(stream.size(), (oursFirst ? first : second).all);
                theirs.add(stream.size(), (oursFirst ? second : first).all);
                oursSteady.add(steady, (oursFirst ? first : second).steady);
                theirsSteady.add(steady, (oursFirst ? second : first).steady);
            }
        }
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%s: %,d commands, %,d of them to fill a book of %,d; %,d trades, volume %,d; same in both, and "
                                + "the same book at the end",
                        id,
                        stream.size(),
                        stream.fill(),
                        resting,
                        tally.trades(),
                        tally.volume()),
                id + " mix after the fill: " + stream.mix(),
                id + " whole stream: " + ours.against("exchange-core", theirs, 1),
                id + " after the fill: " + oursSteady.against("exchange-core", theirsSteady, 1));
    }

    private Tally checked(CommandStream stream) {
        Contender ours = new PeerWattBook();
        Contender theirs = new ExchangeCoreBook();
        OrderCommand command = new OrderCommand();
        for (int i = 0; i < stream.size(); i++) {
            stream.copyTo(command, i);
            ours.apply(command);
            stream.copyTo(command, i);
            theirs.apply(command);
        }
        WrongResult.unlessEqual(id + " tally against exchange-core", theirs.tally(), ours.tally());
        WrongResult.unlessEqual(id + " resting orders against exchange-core", theirs.restingHash(), ours.restingHash());
        WrongResult.unlessEqual(id + " refusals", 0L, ours.tally().refusals());
        if (expected != null) {
            WrongResult.unlessEqual(
                    id + " trades", expected.trades, ours.tally().trades());
            WrongResult.unlessEqual(
                    id + " volume", expected.volume, ours.tally().volume());
        }
        return ours.tally();
    }

    private Times run(CommandStream stream, Supplier<Contender> maker, Tally expectedTally) {
        Contender contender = maker.get();
        OrderCommand command = new OrderCommand();
        System.gc();
        Stopwatch watch = new Stopwatch();
        apply(stream, 0, stream.fill(), contender, command);
        Stopwatch.Lap fill = watch.lap();
        apply(stream, stream.fill(), stream.size(), contender, command);
        Stopwatch.Lap all = watch.lap();
        WrongResult.unlessEqual(id + " tally of a timed run", expectedTally, contender.tally());
        return new Times(all, all.minus(fill));
    }

    private static void apply(CommandStream stream, int from, int to, Contender contender, OrderCommand command) {
        for (int i = from; i < to; i++) {
            stream.copyTo(command, i);
            contender.apply(command);
        }
    }
}
