package energy.peerwatt.street.physics.domain;

/**
 * Where the sun stands, seen from a {@link Site}; geometric, without refraction.
 *
 * @param elevation degrees above the horizon, negative at night
 * @param azimuth degrees clockwise from north
 */
public record SunPosition(double elevation, double azimuth) {
    private static final double J2000_EPOCH_SECOND = 946_728_000;
    private static final double SECONDS_PER_DAY = 86_400;

    /**
     * The low-precision solar coordinates of the Astronomical Almanac: within 0.02° between 1950 and 2050.
     *
     * @param epochSecond UTC
     */
    public static SunPosition at(Site site, long epochSecond) {
        double days = (epochSecond - J2000_EPOCH_SECOND) / SECONDS_PER_DAY;
        double meanLongitude = 280.460 + 0.9856474 * days;
        double meanAnomaly = Math.toRadians(357.528 + 0.9856003 * days);
        double eclipticLongitude =
                Math.toRadians(meanLongitude + 1.915 * Math.sin(meanAnomaly) + 0.020 * Math.sin(2 * meanAnomaly));
        double obliquity = Math.toRadians(23.439 - 0.0000004 * days);

        double rightAscension =
                Math.atan2(Math.cos(obliquity) * Math.sin(eclipticLongitude), Math.cos(eclipticLongitude));
        double declination = Math.asin(Math.sin(obliquity) * Math.sin(eclipticLongitude));

        double siderealDegrees = 280.46061837 + 360.98564736629 * days + site.longitude();
        double hourAngle = Math.toRadians(siderealDegrees % 360) - rightAscension;
        double latitude = Math.toRadians(site.latitude());

        double sinElevation = Math.sin(latitude) * Math.sin(declination)
                + Math.cos(latitude) * Math.cos(declination) * Math.cos(hourAngle);
        double east = -Math.cos(declination) * Math.sin(hourAngle);
        double north = Math.cos(latitude) * Math.sin(declination)
                - Math.sin(latitude) * Math.cos(declination) * Math.cos(hourAngle);
        double azimuth = (Math.toDegrees(Math.atan2(east, north)) + 360) % 360;
        return new SunPosition(Math.toDegrees(Math.asin(Math.clamp(sinElevation, -1, 1))), azimuth);
    }
}
