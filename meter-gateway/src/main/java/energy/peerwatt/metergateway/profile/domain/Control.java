package energy.peerwatt.metergateway.profile.domain;

import energy.peerwatt.metergateway.codec.domain.Unit;
import java.util.List;
import java.util.Optional;

/**
 * What a device of the family can be told.
 *
 * @param least lowest set-point in {@code unit}
 * @param most highest set-point
 * @param writes in this order; the last one puts the set-point in force
 * @param release in this order; gives the device back
 * @param reversion how the device goes back by itself; empty if it does not
 * @param minIntervalSeconds between two values
 */
public record Control(
        Kind kind,
        Unit unit,
        long least,
        long most,
        List<Write> writes,
        List<Write> release,
        Optional<Reversion> reversion,
        Persistence persistence,
        int minIntervalSeconds,
        List<String> sources) {
    public Control {
        writes = List.copyOf(writes);
        release = List.copyOf(release);
        sources = List.copyOf(sources);
    }

    /** What is asked for. */
    public enum Kind {
        BATTERY_CHARGE,
        BATTERY_DISCHARGE,
        GENERATION_LIMIT,
        EXPORT_LIMIT,
        GRID_SETPOINT
    }

    /** Where the device keeps what it is told. Flash wears out. */
    public enum Persistence {
        RAM,
        FLASH,
        UNKNOWN
    }

    /**
     * @param value what to write; empty for the set-point itself
     * @param exponent the register counts in this power of ten of the unit
     * @param sign -1 where the register has the direction the other way round
     */
    public record Write(Location location, Optional<Long> value, int exponent, int sign) {}

    /**
     * @param location of the timer, in units of {@code secondsPerStep}
     * @param most steps that it takes
     */
    public record Reversion(Location location, int secondsPerStep, int most) {}
}
