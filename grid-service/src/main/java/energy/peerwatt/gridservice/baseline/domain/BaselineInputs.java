package energy.peerwatt.gridservice.baseline.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that policy NET10-v1 looks at for one meter and one event, and what was measured in it. Net energy in Wh, + is
 * import; null where it is missing.
 *
 * @param workday kind of the event's day and of all days here
 * @param slotSeconds length of a slot
 * @param likeDays of the last 45 days, latest first, without days on which the household took part in another event
 * @param adjustment the event's own day in the adjustment window
 * @param measured the event itself
 */
public record BaselineInputs(
        boolean workday,
        int slotSeconds,
        List<LikeDay> likeDays,
        List<@Nullable Long> adjustment,
        List<@Nullable Long> measured) {
    /** How many days are looked back. */
    public static final int DAYS_BACK = 45;

    private static final Duration ADJUSTMENT_FROM = Duration.ofHours(4);
    private static final Duration ADJUSTMENT_TO = Duration.ofHours(1);

    public BaselineInputs {
        likeDays = List.copyOf(likeDays);
        adjustment = Collections.unmodifiableList(new ArrayList<>(adjustment));
        measured = Collections.unmodifiableList(new ArrayList<>(measured));
    }

    /**
     * @param told when households were told of the event: the adjustment window ends before, so that nobody can raise it
     * @param net usable energy by start of slot
     * @param eventDays days of other events of the household
     */
    public static BaselineInputs collect(
            Days days, Instant start, Instant end, Instant told, Map<Instant, Long> net, Set<LocalDate> eventDays) {
        LocalDate eventDay = days.of(start);
        boolean workday = days.isWorkday(eventDay);
        List<Instant> window = starts(start, end, days.slot());
        List<Instant> adjustment =
                starts(start.minus(ADJUSTMENT_FROM), start.minus(ADJUSTMENT_TO), days.slot()).stream()
                        .filter(slot -> !slot.plus(days.slot()).isAfter(told))
                        .toList();
        List<LikeDay> likeDays = Stream.iterate(eventDay.minusDays(1), day -> day.minusDays(1))
                .limit(DAYS_BACK)
                .filter(day -> days.isWorkday(day) == workday && !eventDays.contains(day))
                .map(day -> new LikeDay(
                        day,
                        days.slots(day),
                        present(days, day, net),
                        on(days, eventDay, day, window, net),
                        on(days, eventDay, day, adjustment, net)))
                .filter(day -> day.present() > 0)
                .toList();
        return new BaselineInputs(
                workday,
                Math.toIntExact(days.slot().toSeconds()),
                likeDays,
                on(days, eventDay, eventDay, adjustment, net),
                on(days, eventDay, eventDay, window, net));
    }

    /** From when on energy is needed for an event that starts then. */
    public static Instant from(Days days, Instant start) {
        return days.start(days.of(start).minusDays(DAYS_BACK));
    }

    public boolean hasEverySlot() {
        return !measured.contains(null);
    }

    private static List<Instant> starts(Instant from, Instant to, Duration slot) {
        return Stream.iterate(from, time -> time.isBefore(to), time -> time.plus(slot))
                .toList();
    }

    private static List<@Nullable Long> on(
            Days days, LocalDate eventDay, LocalDate day, List<Instant> slots, Map<Instant, Long> net) {
        List<@Nullable Long> values = new ArrayList<>();
        for (Instant slot : slots) {
            values.add(net.get(days.moved(slot, eventDay, day)));
        }
        return values;
    }

    private static int present(Days days, LocalDate day, Map<Instant, Long> net) {
        return (int) starts(days.start(day), days.start(day.plusDays(1)), days.slot()).stream()
                .filter(net::containsKey)
                .count();
    }
}
