package energy.peerwatt.street.home.domain;

/**
 * Power in a home during one second, in milliwatts; all but the grid's are never negative.
 *
 * @param load what the appliances draw
 * @param solarDirect direct current of the roof after curtailment
 * @param solar its alternating current
 * @param charge into the battery, alternating-current side
 * @param discharge out of the battery, alternating-current side
 * @param throttled whether more sun was there than was let through
 */
public record Flows(PhasePower load, long solarDirect, long solar, long charge, long discharge, boolean throttled) {
    public static final Flows NONE = new Flows(PhasePower.NONE, 0, 0, 0, 0, false);

    /** Output of the inverter, negative while it charges the battery from the grid. */
    public long inverter() {
        return solar + discharge - charge;
    }

    /** Power at the meter, + is import: load - generation - discharge + charge. */
    public PhasePower grid() {
        return load.minus(PhasePower.balanced(inverter()));
    }
}
