package energy.peerwatt.street.home.domain;

/**
 * Everything a home's meters have counted, in millijoules (milliwatt-seconds). The books of the home itself start at
 * zero; the meter and the inverter count on from where they were when they were installed.
 *
 * @param imported from the grid, all phases together
 * @param exported to the grid, all phases together
 * @param importedByPhase each phase by itself
 * @param exportedByPhase each phase by itself
 * @param load used by appliances
 * @param solarDirect from the roof
 * @param output of the inverter to the alternating-current side
 * @param charged into the cells of the battery
 * @param discharged out of the cells of the battery
 * @param losses of inverter and battery
 */
public record EnergyBooks(
        long imported,
        long exported,
        PhasePower importedByPhase,
        PhasePower exportedByPhase,
        long load,
        long solarDirect,
        long output,
        long charged,
        long discharged,
        long losses) {
    static EnergyBooks startingAt(long imported, long exported, long solarDirect, long output) {
        return new EnergyBooks(
                imported,
                exported,
                PhasePower.balanced(imported),
                PhasePower.balanced(exported),
                0,
                solarDirect,
                output,
                0,
                0,
                0);
    }

    /** The books after some seconds of these flows: a milliwatt for a second is a millijoule. */
    EnergyBooks after(Flows flows, int seconds) {
        PhasePower grid = flows.grid();
        long net = grid.total();
        return new EnergyBooks(
                imported + seconds * Math.max(0, net),
                exported + seconds * Math.max(0, -net),
                importedByPhase.plus(grid.inward().times(seconds)),
                exportedByPhase.plus(grid.outward().times(seconds)),
                load + seconds * flows.load().total(),
                solarDirect + seconds * flows.solarDirect(),
                output + seconds * Math.max(0, flows.inverter()),
                charged + seconds * BatterySpec.stored(flows.charge()),
                discharged + seconds * BatterySpec.drawn(flows.discharge()),
                losses + seconds * lossesOf(flows));
    }

    private static long lossesOf(Flows flows) {
        return flows.solarDirect()
                - flows.solar()
                + flows.charge()
                - BatterySpec.stored(flows.charge())
                + BatterySpec.drawn(flows.discharge())
                - flows.discharge();
    }
}
