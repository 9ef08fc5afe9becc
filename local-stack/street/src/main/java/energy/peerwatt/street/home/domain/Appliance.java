package energy.peerwatt.street.home.domain;

import energy.peerwatt.street.physics.domain.Noise;
import java.util.List;

/** Something in a home that draws power; a pure function of seed and time. */
public sealed interface Appliance {
    long SECONDS_PER_DAY = 86_400;

    Wiring wiring();

    /**
     * Power in milliwatts, never negative.
     *
     * @param seed of this appliance in this home
     * @param epochSecond the second in question, UTC
     */
    long milliwatts(long seed, long epochSecond);

    /** Standby, router, lights: always there, wandering by a third around its mean. */
    record Always(Wiring wiring, long watts) implements Appliance {
        @Override
        public long milliwatts(long seed, long epochSecond) {
            double wandering = 0.67 + 0.66 * Noise.smooth(seed, epochSecond, 600);
            return (long) (watts * 1000 * wandering);
        }
    }

    /** A thermostat: on for a part of every cycle; fridges and heat pumps. */
    record Cycling(Wiring wiring, long watts, long cycleSeconds, long onSeconds) implements Appliance {
        public Cycling {
            if (onSeconds < 0 || onSeconds > cycleSeconds || cycleSeconds <= 0) {
                throw new IllegalArgumentException("on for " + onSeconds + " s of " + cycleSeconds + " s");
            }
        }

        @Override
        public long milliwatts(long seed, long epochSecond) {
            long offset = (long) Noise.between(seed, 0, 0, cycleSeconds);
            return Math.floorMod(epochSecond + offset, cycleSeconds) < onSeconds ? watts * 1000 : 0;
        }
    }

    /**
     * Something people do about once a day, such as cooking, washing or charging a car.
     *
     * @param likelihood share of the days it happens on, 0 to 1
     * @param earliest second of the day of the earliest start
     * @param latest second of the day of the latest start, exclusive
     * @param stages what it does once started, one after the other, together less than a day
     */
    record Routine(Wiring wiring, double likelihood, long earliest, long latest, List<Stage> stages)
            implements Appliance {
        public Routine {
            stages = List.copyOf(stages);
            if (latest < earliest || latest > SECONDS_PER_DAY) {
                throw new IllegalArgumentException("starts between " + earliest + " and " + latest);
            }
        }

        @Override
        public long milliwatts(long seed, long epochSecond) {
            long day = Math.floorDiv(epochSecond, SECONDS_PER_DAY);
            long second = Math.floorMod(epochSecond, SECONDS_PER_DAY);
            return onDay(seed, day, second) + onDay(seed, day - 1, second + SECONDS_PER_DAY);
        }

        private long onDay(long seed, long day, long second) {
            if (second < earliest || Noise.unit(Noise.child(seed, 1), day) >= likelihood) {
                return 0;
            }
            long since = second - (long) Noise.between(Noise.child(seed, 2), day, earliest, latest);
            for (Stage stage : stages) {
                if (since < 0) {
                    return 0;
                }
                if (since < stage.seconds()) {
                    return stage.watts() * 1000;
                }
                since -= stage.seconds();
            }
            return 0;
        }
    }

    /** A part of a routine with one power. */
    record Stage(long seconds, long watts) {}
}
