package energy.peerwatt.street.profile.domain;

import java.util.Arrays;
import java.util.List;

/** Mean load and production of one home over whole days, repeated for ever. */
public final class Recording {
    static final long SECONDS_PER_DAY = 86_400;

    private final long startSecondOfDay;
    private final long intervalSeconds;
    private final long[] load;
    private final long[] solar;
    private final long days;

    /**
     * One interval.
     *
     * @param loadMilliwatts mean of what was used
     * @param solarMilliwatts mean of what was produced, alternating current
     */
    public record Row(long loadMilliwatts, long solarMilliwatts) {}

    /**
     * @param startSecondOfDay local time of the first row
     * @param intervalSeconds length of every row
     * @param rows at least a day of them; those beyond the last whole day are left out
     */
    Recording(long startSecondOfDay, long intervalSeconds, List<Row> rows) {
        this.startSecondOfDay = startSecondOfDay;
        this.intervalSeconds = intervalSeconds;
        this.load = rows.stream().mapToLong(Row::loadMilliwatts).toArray();
        this.solar = rows.stream().mapToLong(Row::solarMilliwatts).toArray();
        this.days = rows.size() * intervalSeconds / SECONDS_PER_DAY;
        if (days < 1) {
            throw new IllegalArgumentException("less than a day recorded: " + rows.size() * intervalSeconds + " s");
        }
    }

    /**
     * The row of a moment.
     *
     * @param day since the beginning of the recording; beyond its end it begins again
     * @param secondOfDay local time
     */
    Row at(long day, long secondOfDay) {
        long since = day * SECONDS_PER_DAY + secondOfDay - startSecondOfDay;
        int row = (int) (Math.floorMod(since, days * SECONDS_PER_DAY) / intervalSeconds);
        return new Row(load[row], solar[row]);
    }

    /** The highest production of any row, milliwatts. */
    long highestSolar() {
        return Arrays.stream(solar).max().orElse(0);
    }
}
