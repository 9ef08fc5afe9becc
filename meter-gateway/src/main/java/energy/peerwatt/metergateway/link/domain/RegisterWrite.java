package energy.peerwatt.metergateway.link.domain;

import java.util.List;

/**
 * Values for successive holding registers of one unit, by function 16, which devices take as a whole or not at all.
 *
 * @param values each 0 to 65535
 */
public record RegisterWrite(int unit, int start, List<Integer> values) implements BusRequest {
    /** What one request of the protocol can hold. */
    public static final int MOST = 123;

    private static final int FUNCTION = 16;
    private static final int ADDRESSES = 65_536;
    private static final int HIGHEST_VALUE = 0xFFFF;

    public RegisterWrite {
        values = List.copyOf(values);
        if (unit < 0 || unit > HIGHEST_UNIT) {
            throw new IllegalArgumentException("a Modbus unit is 0 to 255: " + unit);
        }
        if (values.isEmpty() || values.size() > MOST || start < 0 || start + values.size() > ADDRESSES) {
            throw new IllegalArgumentException("not a block to write: " + start + " + " + values.size());
        }
        if (values.stream().anyMatch(value -> value < 0 || value > HIGHEST_VALUE)) {
            throw new IllegalArgumentException("a register holds 0 to 65535: " + values);
        }
    }

    @Override
    public int function() {
        return FUNCTION;
    }
}
