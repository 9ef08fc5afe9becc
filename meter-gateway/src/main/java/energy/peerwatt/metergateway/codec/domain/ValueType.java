package energy.peerwatt.metergateway.codec.domain;

/** How a value lies in registers. */
public enum ValueType {
    UINT16(1),
    INT16(1),
    UINT32(2),
    INT32(2),
    FLOAT32(2);

    private final int registers;

    ValueType(int registers) {
        this.registers = registers;
    }

    public int registers() {
        return registers;
    }
}
