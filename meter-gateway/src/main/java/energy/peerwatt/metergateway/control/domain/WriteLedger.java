package energy.peerwatt.metergateway.control.domain;

import energy.peerwatt.messages.id.MeterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How often each register was written lately, as the journal tells. Counts in steps of five minutes, and a step counts
 * until all of it is out of the window: rather too much than too little. For any number of threads.
 */
public final class WriteLedger {
    private static final long STEP_SECONDS = 300;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Map<Place, TreeMap<Long, Integer>> counts = new HashMap<>();

    /** A register of the device that stands in a home. */
    private record Place(MeterId meter, int register) {}

    /** What a snapshot says of one register and one step. */
    public record Count(MeterId meter, int register, Instant step, int writes) {}

    /** What is left of a budget. */
    public record Left(int hour, int day) {}

    /** What was written of a budget. */
    public record Spent(int register, int hour, int day) {}

    /** @param writes how often each register is about to be written */
    public synchronized void record(MeterId meter, Map<Integer, Integer> writes, Instant at) {
        long step = step(at);
        writes.forEach((register, number) -> {
            TreeMap<Long, Integer> steps = counts.computeIfAbsent(new Place(meter, register), _ -> new TreeMap<>());
            // A clock that was put back must not keep writes in the window for ever.
            int ahead = steps.tailMap(step, false).values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            steps.tailMap(step, false).clear();
            steps.merge(step, number + ahead, Integer::sum);
            steps.headMap(step(at.minus(DAY)), false).clear();
        });
    }

    /**
     * Why these writes may not be made, naming the limit; empty if they may.
     *
     * @param spare registers of which one more write has to be left, for the release
     */
    public synchronized Optional<String> refusal(
            MeterId meter, Map<Integer, Integer> writes, Set<Integer> spare, WriteBudget budget, Instant now) {
        return new TreeMap<>(writes)
                .entrySet().stream()
                        .flatMap(entry -> refusal(
                                new Place(meter, entry.getKey()),
                                entry.getValue() + (spare.contains(entry.getKey()) ? 1 : 0),
                                budget,
                                now)
                                .stream())
                        .findFirst();
    }

    private Optional<String> refusal(Place place, int more, WriteBudget budget, Instant now) {
        int hour = spent(place, HOUR, now);
        if (hour + more > budget.perHour()) {
            return Optional.of(exhausted(place, hour, budget.perHour(), "an hour"));
        }
        int day = spent(place, DAY, now);
        return day + more > budget.perDay()
                ? Optional.of(exhausted(place, day, budget.perDay(), "a day"))
                : Optional.empty();
    }

    private static String exhausted(Place place, int spent, int allowed, String window) {
        return "write budget: register " + place.register() + " was written " + spent + " times within " + window
                + ", allowed are " + allowed + " with one kept for the release";
    }

    /** What is left for a register. */
    public synchronized Left left(MeterId meter, int register, WriteBudget budget, Instant now) {
        Place place = new Place(meter, register);
        return new Left(
                Math.max(0, budget.perHour() - spent(place, HOUR, now)),
                Math.max(0, budget.perDay() - spent(place, DAY, now)));
    }

    private int spent(Place place, Duration window, Instant now) {
        return counts.getOrDefault(place, new TreeMap<>()).tailMap(step(now.minus(window)), true).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** How often the registers of a home were written, those that were within a day. */
    public synchronized List<Spent> spent(MeterId meter, Instant now) {
        return counts.keySet().stream()
                .filter(place -> place.meter().equals(meter))
                .map(place -> new Spent(place.register(), spent(place, HOUR, now), spent(place, DAY, now)))
                .filter(spent -> spent.day() > 0)
                .sorted(Comparator.comparing(Spent::register))
                .toList();
    }

    /** Everything that another ledger needs to be like this one. */
    public synchronized List<Count> snapshot(Instant now) {
        long oldest = step(now.minus(DAY));
        List<Count> all = new ArrayList<>();
        counts.forEach((place, steps) -> steps.tailMap(oldest, true)
                .forEach((step, writes) -> all.add(new Count(
                        place.meter(), place.register(), Instant.ofEpochSecond(step * STEP_SECONDS), writes))));
        return List.copyOf(all);
    }

    /** Takes in what a snapshot says. */
    public synchronized void restore(Count count) {
        counts.computeIfAbsent(new Place(count.meter(), count.register()), _ -> new TreeMap<>())
                .merge(step(count.step()), count.writes(), Integer::sum);
    }

    private static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
    }
}
