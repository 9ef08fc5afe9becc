package energy.peerwatt.metergateway.reading.domain;

import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.metergateway.reading.domain.Plausibility.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the counters of a meter are believed. A read that drops, or gains more than can pass the meter, is held;
 * when three in a row agree with each other, the meter counts anew: a new epoch, across which no energy is ever booked. A
 * single wild read changes nothing.
 *
 * @param last what was believed last; null before the first read
 * @param epoch counts the times a meter began anew
 * @param held reads in a row that do not follow {@code last}
 */
public record CounterTracker(@Nullable CounterRead last, int epoch, List<CounterRead> held) {
    /** So many reads in a row make an epoch. */
    public static final int CONVINCING = 3;

    public CounterTracker {
        held = List.copyOf(held);
    }

    /** A meter of which nothing is known. */
    public static CounterTracker unknown() {
        return new CounterTracker(null, 0, List.of());
    }

    /** A meter whose last read is known, after a restart. */
    public static CounterTracker from(CounterRead last, int epoch) {
        return new CounterTracker(last, epoch, List.of());
    }

    /** The tracker after a read, and what the read is worth. */
    public record Step(CounterTracker next, Outcome outcome) {}

    /** What a read is worth. */
    public sealed interface Outcome {
        /** @param doubts what was seen on the way to a new epoch */
        record Accepted(CounterRead read, int epoch, Set<Quality> doubts) implements Outcome {
            public Accepted {
                doubts = Set.copyOf(doubts);
            }
        }

        /** Not believed yet. */
        record Held(Quality why) implements Outcome {}
    }

    public Step accept(CounterRead read, Plausibility plausibility) {
        Verdict verdict = last == null ? Verdict.PLAUSIBLE : plausibility.judge(last, read);
        if (verdict == Verdict.PLAUSIBLE) {
            return new Step(new CounterTracker(read, epoch, List.of()), new Outcome.Accepted(read, epoch, Set.of()));
        }
        List<CounterRead> together = new ArrayList<>(held);
        if (!held.isEmpty() && plausibility.judge(held.getLast(), read) != Verdict.PLAUSIBLE) {
            together.clear();
        }
        together.add(read);
        Quality doubt = verdict == Verdict.DROP ? Quality.SUSPECT_DROP : Quality.SUSPECT_JUMP;
        if (together.size() < CONVINCING) {
            return new Step(new CounterTracker(last, epoch, together), new Outcome.Held(doubt));
        }
        int begun = Math.addExact(epoch, 1);
        return new Step(
                new CounterTracker(read, begun, List.of()),
                new Outcome.Accepted(read, begun, EnumSet.of(doubt, Quality.EPOCH_CHANGE)));
    }
}
