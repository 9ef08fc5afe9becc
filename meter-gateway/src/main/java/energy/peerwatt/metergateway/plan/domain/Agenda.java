package energy.peerwatt.metergateway.plan.domain;

import energy.peerwatt.metergateway.link.domain.Urgency;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * What waits for a bus. Set-points go first, then slot boundaries, then everything else; units that failed last time come
 * after those that answer, so that a dead one costs its neighbours nothing; otherwise the earliest deadline goes first and
 * equals in order of arrival. A slow request cannot wait for ever behind fast ones, for its deadline comes nearer. Times are
 * those of a clock that only goes on, in nanoseconds. For one thread at a time.
 *
 * @param <J> what is done
 */
public final class Agenda<J> {
    private final List<Entry<J>> waiting = new ArrayList<>();
    private long arrivals;

    private record Entry<J>(Supplier<Urgency> urgency, int unit, long deadlineNanos, long arrival, J job) {
        /** Fast and slow requests are told apart by their deadlines only. */
        int rank() {
            return switch (urgency.get()) {
                case CONTROL -> 0;
                case BOUNDARY -> 1;
                case FAST, SLOW -> 2;
            };
        }
    }

    /** @param urgency asked for at every choice: what waits may become more urgent */
    public void add(Supplier<Urgency> urgency, int unit, long deadlineNanos, J job) {
        waiting.add(new Entry<>(urgency, unit, deadlineNanos, arrivals++, job));
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    public int size() {
        return waiting.size();
    }

    /** Takes out whatever nobody waits for any more, in order of arrival. */
    public List<J> overdue(long nowNanos) {
        List<J> overdue = new ArrayList<>();
        for (Iterator<Entry<J>> all = waiting.iterator(); all.hasNext(); ) {
            Entry<J> entry = all.next();
            if (entry.deadlineNanos() - nowNanos <= 0) {
                overdue.add(entry.job());
                all.remove();
            }
        }
        return overdue;
    }

    /**
     * Takes out what is to be done now.
     *
     * @param ailing whether a unit failed when it was last asked
     */
    public Optional<J> next(IntPredicate ailing) {
        Comparator<Entry<J>> order = Comparator.comparingInt((Entry<J> entry) -> entry.rank())
                .thenComparing(entry -> ailing.test(entry.unit()))
                .thenComparing((one, other) -> Long.signum(one.deadlineNanos() - other.deadlineNanos()))
                .thenComparingLong(Entry::arrival);
        Optional<Entry<J>> next = waiting.stream().min(order);
        next.ifPresent(waiting::remove);
        return next.map(Entry::job);
    }
}
