package energy.peerwatt.metergateway.control.domain;

/**
 * How often one register may be written, in market time.
 *
 * @param perHour within any hour
 * @param perDay within any day
 */
public record WriteBudget(int perHour, int perDay) {
    public WriteBudget {
        if (perHour < 1 || perDay < 1) {
            throw new IllegalArgumentException(
                    "a register may be written at least once an hour and once a day: " + perHour + ", " + perDay);
        }
    }
}
