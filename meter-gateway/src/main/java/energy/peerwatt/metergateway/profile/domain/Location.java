package energy.peerwatt.metergateway.profile.domain;

import energy.peerwatt.metergateway.codec.domain.ValueType;
import energy.peerwatt.metergateway.codec.domain.WordOrder;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;

/** Where a value lies in a device and in what form. */
public record Location(RegisterFunction function, int address, ValueType type, WordOrder order) {
    public int end() {
        return address + type.registers();
    }
}
