package energy.peerwatt.street.meter.domain;

import energy.peerwatt.street.physics.domain.Noise;

/**
 * Voltage and frequency of the grid at one home and second.
 *
 * @param seed of the home
 * @param epochSecond the second in question
 */
public record Grid(long seed, long epochSecond) {
    private static final double NOMINAL_VOLTS = 230;
    /** Of the cable to the street, per phase; a large load lowers the voltage, a large roof raises it. */
    private static final double LINE_OHMS = 0.12;

    /** Volts of a phase that carries this power, milliwatts, + is import. */
    public double voltage(int phase, long milliwatts) {
        double wandering = 3 * (Noise.smooth(Noise.child(seed, phase), epochSecond, 120) - 0.5);
        return NOMINAL_VOLTS + wandering - LINE_OHMS * milliwatts / 1000.0 / NOMINAL_VOLTS;
    }

    /** Hertz, the same for every home. */
    public double frequency() {
        return 50 + 0.06 * (Noise.smooth(50, epochSecond, 20) - 0.5);
    }
}
