package energy.peerwatt.street.physics.domain;

/**
 * Solar panels on one plane.
 *
 * @param azimuth degrees clockwise from north; 180 looks south
 * @param tilt degrees from horizontal
 * @param peakWatts direct-current power at 1000 W/m² and 25 °C
 */
public record Roof(double azimuth, double tilt, long peakWatts) {
    /** Wiring, dust and warm cells take this share of what the data sheet promises. */
    private static final double PERFORMANCE = 0.90;

    private static final double GROUND_REFLECTION = 0.2;

    public Roof {
        if (azimuth < 0 || azimuth >= 360 || tilt < 0 || tilt > 90 || peakWatts <= 0) {
            throw new IllegalArgumentException(
                    "roof out of range: azimuth " + azimuth + "°, tilt " + tilt + "°, peak " + peakWatts + " W");
        }
    }

    /**
     * Irradiance on the plane of the panels under a clear sky, in W/m²; direct light by Meinel's air-mass formula, a
     * tenth of it diffuse, and the ground's reflection.
     */
    public double clearSkyIrradiance(SunPosition sun) {
        if (sun.elevation() <= 0) {
            return 0;
        }
        double zenith = Math.toRadians(90 - sun.elevation());
        double airMass = 1 / (Math.cos(zenith) + 0.50572 * Math.pow(6.07995 + sun.elevation(), -1.6364));
        double direct = 1353 * Math.pow(0.7, Math.pow(airMass, 0.678));
        double diffuse = 0.1 * direct;
        double slope = Math.toRadians(tilt);
        double incidence = Math.cos(zenith) * Math.cos(slope)
                + Math.sin(zenith) * Math.sin(slope) * Math.cos(Math.toRadians(sun.azimuth() - azimuth));
        double horizontal = direct * Math.cos(zenith) + diffuse;
        return direct * Math.max(0, incidence)
                + diffuse * (1 + Math.cos(slope)) / 2
                + horizontal * GROUND_REFLECTION * (1 - Math.cos(slope)) / 2;
    }

    /**
     * The one place where sunlight becomes an integer: direct-current power in milliwatts, rounded down.
     *
     * @param clearness share of the clear sky's light that comes through the clouds, 0 to 1
     */
    public long milliwatts(SunPosition sun, double clearness) {
        return (long) (clearSkyIrradiance(sun) * clearness * PERFORMANCE * peakWatts);
    }
}
