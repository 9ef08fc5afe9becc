package energy.peerwatt.gridservice.baseline.domain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A day of the event's kind before it, as the meter measured it. Net energy in Wh, + is import; null where it is missing.
 *
 * @param slots of the whole day
 * @param present those of them that were measured
 * @param window the slots of the event
 * @param adjustment the slots of the adjustment window
 */
public record LikeDay(
        LocalDate date, int slots, int present, List<@Nullable Long> window, List<@Nullable Long> adjustment) {
    private static final int LEAST_PERCENT = 95;

    public LikeDay {
        window = Collections.unmodifiableList(new ArrayList<>(window));
        adjustment = Collections.unmodifiableList(new ArrayList<>(adjustment));
    }

    /** At least 95 % of the day and every slot of the window: what is missing cannot raise a mean. */
    boolean isComplete() {
        return present * 100L >= (long) slots * LEAST_PERCENT && window.stream().allMatch(Objects::nonNull);
    }

    /** Sum over the event's window; only of a complete day. */
    long windowSum() {
        return window.stream().map(Objects::requireNonNull).reduce(0L, Math::addExact);
    }
}
