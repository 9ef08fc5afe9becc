package energy.peerwatt.street.home.domain;

import java.time.Instant;

/** Streets and moments for tests. */
public final class Streets {
    public static final long TEN = Instant.parse("2026-06-15T10:00:00Z").getEpochSecond();
    public static final int QUARTER = 900;
    /** The first home of the catalogue with a battery, and one with solar only. */
    public static final int BATTERY_HOME = 2;

    public static final int SOLAR_HOME = 0;
    public static final int PLAIN_HOME = 1;

    private Streets() {}

    public static Street simulated(long seed) {
        return new StreetBuilder(seed, 14, Math.floorDiv(TEN, 86_400)).simulated();
    }

    /** A home of one's own making: constant load and light. */
    public static Home steady(long loadWatts, long sunWatts, BatterySpec battery) {
        Solar solar = new Solar(
                new energy.peerwatt.street.physics.domain.Roof(180, 30, 5_000),
                new Inverter("PW-TEST", 6_000),
                battery);
        return new Home("home-99", new Meter(1, 1_000_000, 500_000), solar, new Steady(loadWatts, sunWatts));
    }

    private record Steady(long loadWatts, long sunWatts) implements PowerProfile {
        @Override
        public PhasePower load(long epochSecond) {
            return PhasePower.balanced(loadWatts * 1000);
        }

        @Override
        public long solarDirect(long epochSecond) {
            return Inverter.direct(sunWatts * 1000);
        }
    }

    /** The home after some seconds from ten o'clock on. */
    public static HomeState after(Home home, HomeState state, long fromSecond, int seconds) {
        HomeState now = state;
        for (long second = fromSecond; second < fromSecond + seconds; second++) {
            now = home.afterSecond(now, second);
        }
        return now;
    }
}
