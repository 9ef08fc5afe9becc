package energy.peerwatt.metergateway.reading.domain;

import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.metergateway.reading.domain.DirectionTracker.Seen;
import energy.peerwatt.metergateway.reading.domain.DirectionTracker.Verdict;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Decides whether the counters of a meter are believed: each direction by itself, and a read only if both are. When one
 * counts anew, the meter does: a new epoch, across which no energy is ever booked.
 *
 * @param announced whether a read of this epoch has been accepted
 */
public record CounterTracker(DirectionTracker imported, DirectionTracker exported, Epoch epoch, boolean announced) {

    /** A meter of which nothing is known. */
    public static CounterTracker unknown() {
        return new CounterTracker(DirectionTracker.UNKNOWN, DirectionTracker.UNKNOWN, Epoch.of(0), true);
    }

    /** A meter whose last registers are known, after a restart. */
    public static CounterTracker from(Registers last, int epoch) {
        return new CounterTracker(
                known(last.imported(), last.at()), known(last.exported(), last.at()), Epoch.of(epoch), true);
    }

    /** A meter that was put into the place of another; its counters have nothing to do with what was before. */
    public static CounterTracker exchanged(Epoch epoch) {
        return new CounterTracker(DirectionTracker.UNKNOWN, DirectionTracker.UNKNOWN, epoch, false);
    }

    /** The epoch of a device that takes this one's place. */
    public Epoch exchangedAt(Instant began) {
        return epoch.next(began, Quality.IDENTITY_MISMATCH);
    }

    /** Whether its import has ever been above zero, as far as is known. */
    public boolean hasImported() {
        return imported.hasCounted();
    }

    /** The same of its export. */
    public boolean hasExported() {
        return exported.hasCounted();
    }

    private static DirectionTracker known(Energy last, Instant at) {
        return new DirectionTracker(new Seen(last.wattHours(), at, 1), List.of());
    }

    /** The tracker after a read, and what the read is worth. */
    public record Step(CounterTracker next, Outcome outcome) {}

    /** What a read is worth. */
    public sealed interface Outcome {
        /**
         * @param read with rollovers counted in
         * @param begins whether it is the first that is accepted of its epoch
         * @param outliers reads that were held before it and are forgotten
         * @param rolledOver whether a register went through its end
         */
        record Accepted(CounterRead read, Epoch epoch, boolean begins, int outliers, boolean rolledOver)
                implements Outcome {
            /** What was seen on the way to a new epoch, for its first read. */
            public Set<Quality> doubts() {
                Set<Quality> doubts = EnumSet.noneOf(Quality.class);
                if (begins) {
                    doubts.addAll(epoch.cause());
                    doubts.add(Quality.EPOCH_CHANGE);
                }
                return doubts;
            }
        }

        /** Not believed yet. */
        record Held(Quality why) implements Outcome {}
    }

    public Step accept(CounterRead read, Plausibility plausibility) {
        CounterRegister in = read.importRegister();
        CounterRegister out = read.exportRegister();
        DirectionTracker.Step first = imported.accept(
                new Seen(read.imported().wattHours(), read.at(), in.stepWh()), in.rangeWh(), plausibility);
        DirectionTracker.Step second = exported.accept(
                new Seen(read.exported().wattHours(), read.at(), out.stepWh()), out.rangeWh(), plausibility);
        CounterTracker next = new CounterTracker(first.next(), second.next(), epoch, announced)
                .anewIf(first.verdict())
                .anewIf(second.verdict());
        return first.verdict() instanceof Verdict.Held held
                ? new Step(next, new Outcome.Held(held.why()))
                : second.verdict() instanceof Verdict.Held held
                        ? new Step(next, new Outcome.Held(held.why()))
                        : next.accepted(read, first.verdict(), second.verdict());
    }

    private CounterTracker anewIf(Verdict verdict) {
        return verdict instanceof Verdict.CountsAnew anew
                ? new CounterTracker(
                        imported,
                        exported,
                        announced ? epoch.next(anew.since(), anew.why()) : epoch.alsoFor(anew.why()),
                        false)
                : this;
    }

    private Step accepted(CounterRead read, Verdict first, Verdict second) {
        CounterRead totals = new CounterRead(
                Energy.ofWattHours(wattHours(first)),
                Energy.ofWattHours(wattHours(second)),
                read.at(),
                read.importRegister(),
                read.exportRegister());
        return new Step(
                new CounterTracker(imported, exported, epoch, true),
                new Outcome.Accepted(
                        totals,
                        epoch,
                        !announced,
                        Math.max(outliers(first), outliers(second)),
                        rolledOver(first) || rolledOver(second)));
    }

    private static long wattHours(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Follows follows -> follows.wattHours();
            case Verdict.CountsAnew anew -> anew.wattHours();
            case Verdict.Held _ -> throw new IllegalArgumentException("nothing is believed");
        };
    }

    private static int outliers(Verdict verdict) {
        return verdict instanceof Verdict.Follows follows ? follows.outliers() : 0;
    }

    private static boolean rolledOver(Verdict verdict) {
        return verdict instanceof Verdict.Follows follows && follows.rolledOver();
    }
}
