package energy.peerwatt.street.physics.domain;

/** Randomness without memory: the same seed and place always give the same value, in whatever order they are asked. */
public final class Noise {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Noise() {}

    /** A well-mixed child of a seed, one per key. */
    public static long child(long seed, long key) {
        long mixed = seed + GOLDEN * (key + 1);
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** Uniform in [0, 1). */
    public static double unit(long seed, long key) {
        return (child(seed, key) >>> 11) * 0x1.0p-53;
    }

    /** Uniform in [low, high). */
    public static double between(long seed, long key, double low, double high) {
        return low + (high - low) * unit(seed, key);
    }

    /**
     * A smooth curve through uniform values at multiples of the period; in [0, 1).
     *
     * @param seconds position, any origin
     * @param period distance of the supporting points, seconds
     */
    public static double smooth(long seed, long seconds, long period) {
        long cell = Math.floorDiv(seconds, period);
        double position = (double) Math.floorMod(seconds, period) / period;
        double weight = position * position * (3 - 2 * position);
        return unit(seed, cell) * (1 - weight) + unit(seed, cell + 1) * weight;
    }
}
