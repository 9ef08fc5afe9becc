package energy.peerwatt.street.home.domain;

/**
 * The output limit of an inverter, SunSpec model 123.
 *
 * @param connected false takes the inverter off the grid
 * @param enabled whether the limit is in force
 * @param limitCentipercent of the rated power, 0 to 10000
 * @param revertSeconds market time after which the limit ends by itself; 0 for never
 * @param revertsAt epoch second of that end; 0 when no timer runs
 */
public record Curtailment(
        boolean connected, boolean enabled, int limitCentipercent, int revertSeconds, long revertsAt) {
    public static final int FULL = 10_000;
    public static final Curtailment NONE = new Curtailment(true, false, FULL, 0, 0);

    public Curtailment {
        if (limitCentipercent < 0 || limitCentipercent > FULL || revertSeconds < 0) {
            throw new IllegalArgumentException(
                    "limit " + limitCentipercent + " of 10000, reverting after " + revertSeconds + " s");
        }
    }

    /** The same values, just written: the timer starts anew, or stops. */
    public Curtailment writtenAt(long epochSecond) {
        long end = enabled && revertSeconds > 0 ? epochSecond + revertSeconds : 0;
        return new Curtailment(connected, enabled, limitCentipercent, revertSeconds, end);
    }

    /** What is in force at this second: when the timer has run out, full power. */
    Curtailment at(long epochSecond) {
        boolean over = revertsAt != 0 && epochSecond >= revertsAt;
        return over ? new Curtailment(connected, false, FULL, revertSeconds, 0) : this;
    }

    /** The most output in milliwatts for a rated power in milliwatts. */
    long limit(long rated) {
        if (!connected) {
            return 0;
        }
        return enabled ? rated * limitCentipercent / FULL : rated;
    }
}
