package energy.peerwatt.benchmarks.race;

import energy.peerwatt.benchmarks.Effort;
import energy.peerwatt.benchmarks.Samples;
import energy.peerwatt.benchmarks.Scenario;
import energy.peerwatt.benchmarks.WrongResult;
import exchange.core2.core.common.cmd.OrderCommand;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One stream through our engine and exchange-core's, alternated run by run, so that whatever else the machine does hits
 * both. Each run starts with an empty book; both must end with the same trades and the same book, order by order.
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

    /** Of one run, millions of commands a second. */
    private record Speed(double all, double steady) {}

    @Override
    public List<String> run(Effort effort) {
        CommandStream stream = BusyMarket.stream(resting, commands, SEED);
        Tally tally = checked(stream);
        Samples ours = new Samples();
        Samples theirs = new Samples();
        Samples oursSteady = new Samples();
        Samples theirsSteady = new Samples();
        for (int i = -effort.warmUps(); i < effort.iterations(); i++) {
            Speed our = run(stream, PeerWattBook::new, tally);
            Speed their = run(stream, ExchangeCoreBook::new, tally);
            if (i >= 0) {
                ours.add(our.all);
                theirs.add(their.all);
                oursSteady.add(our.steady);
                theirsSteady.add(their.steady);
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
                line("whole stream", ours, theirs),
                line("after the fill", oursSteady, theirsSteady));
    }

    private String line(String what, Samples ours, Samples theirs) {
        return id + " " + what + ": ours " + ours.summary(1) + " Mcmd/s, exchange-core " + theirs.summary(1)
                + " Mcmd/s, ratio pair by pair " + ours.dividedBy(theirs).summary(2);
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

    private Speed run(CommandStream stream, Supplier<Contender> maker, Tally expectedTally) {
        Contender contender = maker.get();
        OrderCommand command = new OrderCommand();
        System.gc();
        long start = System.nanoTime();
        apply(stream, 0, stream.fill(), contender, command);
        long filled = System.nanoTime();
        apply(stream, stream.fill(), stream.size(), contender, command);
        long end = System.nanoTime();
        WrongResult.unlessEqual(id + " tally of a timed run", expectedTally, contender.tally());
        return new Speed(stream.size() * 1e3 / (end - start), (stream.size() - stream.fill()) * 1e3 / (end - filled));
    }

    private static void apply(CommandStream stream, int from, int to, Contender contender, OrderCommand command) {
        for (int i = from; i < to; i++) {
            stream.copyTo(command, i);
            contender.apply(command);
        }
    }
}
