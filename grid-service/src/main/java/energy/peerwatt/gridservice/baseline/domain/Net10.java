package energy.peerwatt.gridservice.baseline.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Baseline policy NET10-v1: the mean of the last ten like weekdays (four of other days) of signed net energy, moved by
 * what the morning differed from theirs, by at most 20 % and only before the household was told.
 */
public final class Net10 {
    public static final String POLICY = "NET10-v1";

    private static final int WORKDAYS = 10;
    private static final int FEWEST_WORKDAYS = 5;
    private static final int OTHER_DAYS = 4;
    private static final int FEWEST_OTHER_DAYS = 3;
    private static final int FEWEST_ADJUSTMENT_SLOTS = 8;
    private static final int CAP_PERCENT = 20;
    /** 62.5 Wh in a quarter of an hour. */
    private static final long LEAST_WATTS = 250;

    private static final long SECONDS_PER_HOUR = 3_600;
    private static final long LEAST_DEAD_BAND_WH = 50;

    private Net10() {}

    public static Baseline of(BaselineInputs inputs) {
        List<LikeDay> days = inputs.likeDays().stream()
                .filter(LikeDay::isComplete)
                .limit(inputs.workday() ? WORKDAYS : OTHER_DAYS)
                .toList();
        int fewest = inputs.workday() ? FEWEST_WORKDAYS : FEWEST_OTHER_DAYS;
        if (days.size() < fewest) {
            return new Baseline.Insufficient("INSUFFICIENT_HISTORY: " + days.size() + " complete "
                    + (inputs.workday() ? "weekdays" : "weekend days") + " within " + BaselineInputs.DAYS_BACK
                    + " days, " + fewest + " are needed");
        }
        List<Long> unadjusted = meansOver(days, inputs.measured().size());
        long adjustment = adjustment(inputs, days, cap(unadjusted, inputs.slotSeconds()));
        return new Baseline.Found(
                days.stream().map(LikeDay::date).toList(),
                adjustment,
                unadjusted.stream().map(slot -> slot + adjustment).toList(),
                deadBand(days));
    }

    private static List<Long> meansOver(List<LikeDay> days, int slots) {
        List<Long> means = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            means.add(Objects.requireNonNull(mean(days, LikeDay::window, slot)));
        }
        return means;
    }

    private static @Nullable Long mean(List<LikeDay> days, Function<LikeDay, List<@Nullable Long>> part, int slot) {
        long sum = 0;
        for (LikeDay day : days) {
            Long value = part.apply(day).get(slot);
            if (value == null) {
                return null;
            }
            sum = Math.addExact(sum, value);
        }
        return Means.mean(sum, days.size());
    }

    /** 20 % of the larger of mean |baseline| and 250 W, per slot, rounded down. */
    private static long cap(List<Long> unadjusted, int slotSeconds) {
        long sum = unadjusted.stream().map(Math::abs).reduce(0L, Math::addExact);
        long count = unadjusted.size();
        long hourly = Math.max(Math.multiplyExact(sum, SECONDS_PER_HOUR), LEAST_WATTS * slotSeconds * count);
        return Math.multiplyExact(hourly, CAP_PERCENT) / (100 * SECONDS_PER_HOUR * count);
    }

    /** Where a slot of the window is missing, on the event's day or on a like day, it is never above zero. */
    private static long adjustment(BaselineInputs inputs, List<LikeDay> days, long cap) {
        if (inputs.adjustment().size() < FEWEST_ADJUSTMENT_SLOTS) {
            return 0;
        }
        long sum = 0;
        int count = 0;
        for (int slot = 0; slot < inputs.adjustment().size(); slot++) {
            Long measured = inputs.adjustment().get(slot);
            Long usual = mean(days, LikeDay::adjustment, slot);
            if (measured != null && usual != null) {
                sum = Math.addExact(sum, measured - usual);
                count++;
            }
        }
        if (count == 0) {
            return 0;
        }
        long most = count < inputs.adjustment().size() ? 0 : cap;
        return Math.clamp(Means.mean(sum, count), -cap, most);
    }

    /**
     * The larger of 50 Wh and half of sigma: the sample deviation of the errors if each like day were predicted by the
     * mean of the others. With S the sum over all m days and X_d that of day d, its error is (S - m X_d) / (m - 1), and
     * these sum to zero.
     */
    private static long deadBand(List<LikeDay> days) {
        long count = days.size();
        long total = days.stream().map(LikeDay::windowSum).reduce(0L, Math::addExact);
        double squares = 0;
        for (LikeDay day : days) {
            double error = (double) (total - count * day.windowSum()) / (count - 1);
            squares += error * error;
        }
        double sigma = Math.sqrt(squares / (count - 1));
        return Math.max(LEAST_DEAD_BAND_WH, Means.round(sigma / 2));
    }
}
