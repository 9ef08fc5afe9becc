package energy.peerwatt.orderbook.automation.domain;

import energy.peerwatt.orderbook.market.domain.Position;
import java.time.Instant;

/**
 * Where the sun stands, by the low-precision formulas of the Astronomical Almanac as in J. J. Michalsky, "The
 * Astronomical Almanac's algorithm for approximate solar position (1950-2050)", Solar Energy 40 (1988) 227: right to
 * 0.01° without refraction.
 */
final class Sun {
    private static final Instant J2000 = Instant.parse("2000-01-01T12:00:00Z");
    private static final double MILLIS_PER_DAY = 86_400_000.0;
    private static final double MICRO = 1e-6;

    private Sun() {}

    /** Of the angle between the sun and the zenith: 1 overhead, 0 at the horizon, negative below it. */
    static double cosineOfZenith(Instant at, Position place) {
        double days = (at.toEpochMilli() - J2000.toEpochMilli()) / MILLIS_PER_DAY;
        double anomaly = Math.toRadians(357.528 + 0.9856003 * days);
        double ecliptic =
                Math.toRadians(280.460 + 0.9856474 * days + 1.915 * Math.sin(anomaly) + 0.020 * Math.sin(2 * anomaly));
        double obliquity = Math.toRadians(23.439 - 0.0000004 * days);
        double ascension = Math.atan2(Math.cos(obliquity) * Math.sin(ecliptic), Math.cos(ecliptic));
        double declination = Math.asin(Math.sin(obliquity) * Math.sin(ecliptic));
        double hourAngle =
                Math.toRadians(siderealDegrees(at, days) + MICRO * place.longitudeMicroDegrees()) - ascension;
        double latitude = Math.toRadians(MICRO * place.latitudeMicroDegrees());
        return Math.sin(latitude) * Math.sin(declination)
                + Math.cos(latitude) * Math.cos(declination) * Math.cos(hourAngle);
    }

    /** Of Greenwich. */
    private static double siderealDegrees(Instant at, double days) {
        double hours = Math.floorMod(at.toEpochMilli(), 86_400_000L) / MILLIS_PER_DAY * 24;
        return 15 * (6.697375 + 0.0657098242 * days + hours);
    }
}
