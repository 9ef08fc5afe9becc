package energy.peerwatt.metergateway.profile.domain;

import java.util.Optional;
import java.util.stream.Stream;

/** What a meter can say, in canonical units; + is import from the grid. Counters never have a sign. */
public enum PointId {
    GRID_POWER("grid.power", Unit.WATT, false),
    ENERGY_IMPORT("energy.import", Unit.WATT_HOUR, true),
    ENERGY_EXPORT("energy.export", Unit.WATT_HOUR, true),
    VOLTAGE_L1("voltage.l1", Unit.VOLT, false),
    VOLTAGE_L2("voltage.l2", Unit.VOLT, false),
    VOLTAGE_L3("voltage.l3", Unit.VOLT, false),
    FREQUENCY("frequency", Unit.HERTZ, false);

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
