package energy.peerwatt.metergateway.commission.domain;

/**
 * What the grid should be at the device.
 *
 * @param volts nominal, between a phase and neutral
 * @param hertz 50 or 60
 * @param phases 1 or 3
 */
public record Supply(int volts, int hertz, int phases) {
    public static final Supply EUROPE = new Supply(230, 50, 3);

    private static final int LOWEST = 100;
    private static final int HIGHEST = 300;

    public Supply {
        if (volts < LOWEST || volts > HIGHEST) {
            throw new IllegalArgumentException("nominal voltage is 100 to 300 V, not " + volts);
        }
        if (hertz != 50 && hertz != 60) {
            throw new IllegalArgumentException("nominal frequency is 50 or 60 Hz, not " + hertz);
        }
        if (phases != 1 && phases != 3) {
            throw new IllegalArgumentException("a supply has 1 or 3 phases, not " + phases);
        }
    }
}
