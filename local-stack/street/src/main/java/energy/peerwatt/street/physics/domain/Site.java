package energy.peerwatt.street.physics.domain;

/**
 * A place on earth.
 *
 * @param latitude degrees, north positive
 * @param longitude degrees, east positive
 */
public record Site(double latitude, double longitude) {
    /** Where the street lies: about 50° north, on the prime meridian, so that solar time is UTC within minutes. */
    public static final Site STREET = new Site(50.0, 0.0);

    public Site {
        if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
            throw new IllegalArgumentException("no such place: " + latitude + ", " + longitude);
        }
    }
}
