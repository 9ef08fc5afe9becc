package energy.peerwatt.street.physics.domain;

/**
 * The clouds over the street: each day has its own cover, each quarter of an hour its own clouds.
 *
 * @param seed of the whole street, so that neighbours share their weather
 * @param sunnyEpochDay this day is sunny whatever the seed says: the street's first day
 */
public record Sky(long seed, long sunnyEpochDay) {
    private static final long SECONDS_PER_DAY = 86_400;
    private static final double SUNNY_COVER = 0.08;
    private static final double MOST_COVER = 0.9;

    /** Share of the clear sky's light that reaches the ground, in (0, 1]. */
    public double clearness(long epochSecond) {
        double cover = cover(Math.floorDiv(epochSecond, SECONDS_PER_DAY));
        double clouds = 0.6 * Noise.smooth(Noise.child(seed, 1), epochSecond, 1800)
                + 0.4 * Noise.smooth(Noise.child(seed, 2), epochSecond, 300);
        return 1 - cover * clouds;
    }

    private double cover(long epochDay) {
        if (epochDay == sunnyEpochDay) {
            return SUNNY_COVER;
        }
        return MOST_COVER * Noise.unit(Noise.child(seed, 3), epochDay);
    }
}
