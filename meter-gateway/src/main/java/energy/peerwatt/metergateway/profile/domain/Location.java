package energy.peerwatt.metergateway.profile.domain;

import energy.peerwatt.metergateway.codec.domain.ValueType;
import energy.peerwatt.metergateway.codec.domain.WordOrder;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;

/**
 * Where a value lies in a device and in what form.
 *
 * @param registers how many it takes
 */
public record Location(RegisterFunction function, int address, ValueType type, WordOrder order, int registers) {
    public Location(RegisterFunction function, int address, ValueType type, WordOrder order) {
        this(function, address, type, order, type.registers());
    }

    public int end() {
        return address + registers;
    }

    public boolean overlaps(Location other) {
        return function == other.function && address < other.end() && other.address < end();
    }
}
