package energy.peerwatt.metergateway.reading.domain;

import energy.peerwatt.messages.evidence.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One counter of a meter. A read that drops, or gains more than can pass the meter, is held. When as many in a row agree
 * with each other as {@link #CONVINCING} says, the register rolled over, if it was so near its end that this explains the
 * drop, or else it counts anew. A wild read that nothing agrees with changes nothing. A drop by less than a step of the
 * register is none: its steps became coarser, and what was counted stays counted.
 *
 * @param last what was believed last, rollovers counted in; null before the first read
 * @param held reads in a row that do not follow {@code last}, as the register showed them
 */
record DirectionTracker(@Nullable Seen last, List<Seen> held) {
    /** So many reads in a row are believed against all that was known. */
    static final int CONVINCING = 3;

    static final DirectionTracker UNKNOWN = new DirectionTracker(null, List.of());

    DirectionTracker {
        held = List.copyOf(held);
    }

    /** A value of the counter. */
    record Seen(long wattHours, Instant at, long stepWh) {}

    /** What a read is worth. */
    sealed interface Verdict {
        /**
         * @param outliers held reads that are forgotten
         * @param rolledOver whether it took a rollover to explain the read
         */
        record Follows(long wattHours, int outliers, boolean rolledOver) implements Verdict {}

        /** @param since the first read of the new count */
        record CountsAnew(long wattHours, Quality why, Instant since) implements Verdict {}

        record Held(Quality why) implements Verdict {}
    }

    /** The tracker after a read, and what the read is worth. */
    record Step(DirectionTracker next, Verdict verdict) {}

    boolean hasCounted() {
        return last != null && last.wattHours() > 0;
    }

    Step accept(Seen read, Optional<Long> rangeWh, Plausibility plausibility) {
        Seen shown = rangeWh.map(range -> new Seen(read.wattHours() % range, read.at(), read.stepWh()))
                .orElse(read);
        if (last == null) {
            return new Step(new DirectionTracker(shown, List.of()), new Verdict.Follows(shown.wattHours(), 0, false));
        }
        long turns = rangeWh.map(range -> last.wattHours() - last.wattHours() % range)
                .orElse(0L);
        Seen total = notBelow(last, plus(shown, turns));
        if (follows(last, total, plausibility)) {
            return followedBy(total, false);
        }
        Quality doubt = total.wattHours() < last.wattHours() ? Quality.SUSPECT_DROP : Quality.SUSPECT_JUMP;
        List<Seen> together = new ArrayList<>(held);
        if (!held.isEmpty() && !follows(held.getLast(), shown, plausibility)) {
            together.clear();
        }
        together.add(shown);
        if (together.size() < CONVINCING) {
            return new Step(new DirectionTracker(last, together), new Verdict.Held(doubt));
        }
        Optional<Seen> unwrapped = rangeWh.map(range -> plus(total, range));
        return unwrapped.isPresent() && follows(last, unwrapped.get(), plausibility)
                ? followedBy(unwrapped.get(), true)
                : new Step(
                        new DirectionTracker(shown, List.of()),
                        new Verdict.CountsAnew(
                                shown.wattHours(), doubt, together.getFirst().at()));
    }

    private Step followedBy(Seen total, boolean rolledOver) {
        int outliers = rolledOver ? 0 : held.size();
        return new Step(
                new DirectionTracker(total, List.of()), new Verdict.Follows(total.wattHours(), outliers, rolledOver));
    }

    private static boolean follows(Seen before, Seen after, Plausibility plausibility) {
        return plausibility.allows(
                notBelow(before, after).wattHours() - before.wattHours(),
                Duration.between(before.at(), after.at()),
                Math.max(before.stepWh(), after.stepWh()));
    }

    private static Seen notBelow(Seen before, Seen after) {
        long lost = before.wattHours() - after.wattHours();
        return lost > 0 && lost < Math.max(before.stepWh(), after.stepWh())
                ? new Seen(before.wattHours(), after.at(), after.stepWh())
                : after;
    }

    private static Seen plus(Seen seen, long wattHours) {
        return new Seen(Math.addExact(seen.wattHours(), wattHours), seen.at(), seen.stepWh());
    }
}
