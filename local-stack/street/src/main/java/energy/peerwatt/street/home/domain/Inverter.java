package energy.peerwatt.street.home.domain;

/**
 * Turns the roof's direct current, and a battery's, into alternating current.
 *
 * @param serial as the device tells it
 * @param ratedWatts the most it gives to the alternating-current side
 */
public record Inverter(String serial, long ratedWatts) {
    private static final long EFFICIENCY_PERMILLE = 970;

    public Inverter {
        if (ratedWatts <= 0 || ratedWatts > Short.MAX_VALUE) {
            throw new IllegalArgumentException("rated power does not fit its register: " + ratedWatts + " W");
        }
    }

    /** Alternating-current milliwatts that this much direct current gives, rounded down. */
    static long alternating(long direct) {
        return direct * EFFICIENCY_PERMILLE / 1000;
    }

    /** Direct-current milliwatts needed for this much alternating current, rounded up. */
    public static long direct(long alternating) {
        return Math.ceilDiv(alternating * 1000, EFFICIENCY_PERMILLE);
    }
}
