package energy.peerwatt.street.meter.domain;

import energy.peerwatt.street.home.domain.EnergyBooks;
import energy.peerwatt.street.home.domain.HomeState;
import energy.peerwatt.street.home.domain.PhasePower;
import energy.peerwatt.street.modbus.domain.RegisterImage;

/**
 * The registers of an Eastron SDM630: function 4, single-precision floats, high word first. Two blocks can be read; what
 * the real meter has there and this one does not measure is zero, as is everything reactive.
 */
public final class Sdm630 {
    /** First register of the block of instantaneous values and totals. */
    public static final int VALUES = 0x0000;

    public static final int VALUES_COUNT = 0x52;
    /** First register of the block of energy per phase. */
    public static final int PHASE_ENERGY = 0x0156;

    public static final int PHASE_ENERGY_COUNT = 0x16;
    /** Holding registers of the serial number, 32 bits. */
    public static final int SERIAL = 0xFC00;

    public static final int SERIAL_COUNT = 2;

    private static final double MILLIJOULES_PER_KILOWATT_HOUR = 3.6e9;
    private static final int TOTAL_ENERGY = 0x0156;
    private static final int IMPORT_BY_PHASE = 0x015A;
    private static final int EXPORT_BY_PHASE = 0x0160;
    private static final int SUM_BY_PHASE = 0x0166;

    private Sdm630() {}

    /** The block of instantaneous values; power + is import. */
    public static RegisterImage values(HomeState state, Grid grid) {
        RegisterImage image = new RegisterImage(VALUES, VALUES_COUNT);
        PhasePower power = state.flows().grid();
        double currents = 0;
        double volts = 0;
        double apparent = 0;
        for (int phase = 1; phase <= 3; phase++) {
            int at = 2 * (phase - 1);
            double watts = power.phase(phase) / 1000.0;
            double voltage = grid.voltage(phase, power.phase(phase));
            image.putFloat(at, voltage);
            image.putFloat(0x06 + at, Math.abs(watts) / voltage);
            image.putFloat(0x0C + at, watts);
            image.putFloat(0x12 + at, Math.abs(watts));
            image.putFloat(0x1E + at, watts < 0 ? -1 : 1);
            currents += Math.abs(watts) / voltage;
            volts += voltage;
            apparent += Math.abs(watts);
        }
        image.putFloat(0x2A, volts / 3);
        image.putFloat(0x2E, currents / 3);
        image.putFloat(0x30, currents);
        image.putFloat(0x34, power.total() / 1000.0);
        image.putFloat(0x38, apparent);
        image.putFloat(0x3E, power.total() < 0 ? -1 : 1);
        image.putFloat(0x46, grid.frequency());
        image.putFloat(0x48, kilowattHours(state.books().imported()));
        image.putFloat(0x4A, kilowattHours(state.books().exported()));
        return image;
    }

    /** The block of energy: import plus export, then import, export and their sum on each phase. */
    public static RegisterImage phaseEnergy(EnergyBooks books) {
        RegisterImage image = new RegisterImage(PHASE_ENERGY, PHASE_ENERGY_COUNT);
        image.putFloat(TOTAL_ENERGY, kilowattHours(books.imported() + books.exported()));
        for (int phase = 1; phase <= 3; phase++) {
            int at = 2 * (phase - 1);
            long imported = books.importedByPhase().phase(phase);
            long exported = books.exportedByPhase().phase(phase);
            image.putFloat(IMPORT_BY_PHASE + at, kilowattHours(imported));
            image.putFloat(EXPORT_BY_PHASE + at, kilowattHours(exported));
            image.putFloat(SUM_BY_PHASE + at, kilowattHours(imported + exported));
        }
        return image;
    }

    /** The block of the serial number. */
    public static RegisterImage serial(long serial) {
        RegisterImage image = new RegisterImage(SERIAL, SERIAL_COUNT);
        image.put32(SERIAL, serial);
        return image;
    }

    /** The register is a float, so this division loses nothing that the register could have shown. */
    private static double kilowattHours(long millijoules) {
        return millijoules / MILLIJOULES_PER_KILOWATT_HOUR;
    }
}
