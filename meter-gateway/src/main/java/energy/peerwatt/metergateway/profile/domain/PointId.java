package energy.peerwatt.metergateway.profile.domain;

import energy.peerwatt.metergateway.codec.domain.Unit;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a device can say, in canonical units: at the grid + is import, out of an inverter +, into a battery + (charge).
 * Counters never have a sign.
 */
public enum PointId {
    GRID_POWER("grid.power", Unit.WATT, false),
    /** Devices that have a register for each direction; neither is below zero. */
    GRID_POWER_IMPORT("grid.power.import", Unit.WATT, false),
    GRID_POWER_EXPORT("grid.power.export", Unit.WATT, false),
    GRID_POWER_L1("grid.power.l1", Unit.WATT, false),
    GRID_POWER_L2("grid.power.l2", Unit.WATT, false),
    GRID_POWER_L3("grid.power.l3", Unit.WATT, false),
    ENERGY_IMPORT("energy.import", Unit.WATT_HOUR, true),
    ENERGY_EXPORT("energy.export", Unit.WATT_HOUR, true),
    ENERGY_IMPORT_L1("energy.import.l1", Unit.WATT_HOUR, true),
    ENERGY_IMPORT_L2("energy.import.l2", Unit.WATT_HOUR, true),
    ENERGY_IMPORT_L3("energy.import.l3", Unit.WATT_HOUR, true),
    ENERGY_EXPORT_L1("energy.export.l1", Unit.WATT_HOUR, true),
    ENERGY_EXPORT_L2("energy.export.l2", Unit.WATT_HOUR, true),
    ENERGY_EXPORT_L3("energy.export.l3", Unit.WATT_HOUR, true),
    VOLTAGE_L1("voltage.l1", Unit.VOLT, false),
    VOLTAGE_L2("voltage.l2", Unit.VOLT, false),
    VOLTAGE_L3("voltage.l3", Unit.VOLT, false),
    CURRENT_L1("current.l1", Unit.AMPERE, false),
    CURRENT_L2("current.l2", Unit.AMPERE, false),
    CURRENT_L3("current.l3", Unit.AMPERE, false),
    FREQUENCY("frequency", Unit.HERTZ, false),
    INVERTER_POWER("inverter.power", Unit.WATT, false),
    INVERTER_ENERGY("inverter.energy", Unit.WATT_HOUR, true),
    /** On the DC side; never below zero. */
    PV_POWER("pv.power", Unit.WATT, false),
    PV_ENERGY("pv.energy", Unit.WATT_HOUR, true),
    BATTERY_POWER("battery.power", Unit.WATT, false),
    /** Devices that have a register for each direction; neither is below zero. */
    BATTERY_POWER_CHARGE("battery.power.charge", Unit.WATT, false),
    BATTERY_POWER_DISCHARGE("battery.power.discharge", Unit.WATT, false),
    BATTERY_ENERGY_CHARGE("battery.energy.charge", Unit.WATT_HOUR, true),
    BATTERY_ENERGY_DISCHARGE("battery.energy.discharge", Unit.WATT_HOUR, true),
    BATTERY_STATE_OF_CHARGE("battery.soc", Unit.PERCENT, false);

    private final String id;
    private final Unit unit;
    private final boolean counter;

    PointId(String id, Unit unit, boolean counter) {
        this.id = id;
        this.unit = unit;
        this.counter = counter;
    }

    public String id() {
        return id;
    }

    public Unit unit() {
        return unit;
    }

    public boolean counter() {
        return counter;
    }

    public static Optional<PointId> of(String id) {
        return Stream.of(values()).filter(point -> point.id.equals(id)).findFirst();
    }
}
