package energy.peerwatt.metergateway.codec.domain;

import java.math.BigDecimal;
import java.util.List;

/**
 * Registers of one reply, decoded exactly.
 *
 * @param start address of the first
 * @param words in order, each 0 to 65535
 */
public record RegisterWindow(int start, List<Integer> words) {
    private static final int WORD = 16;

    public RegisterWindow {
        words = List.copyOf(words);
    }

    public boolean holds(int address, int count) {
        return address >= start && address + count <= start + words.size();
    }

    /** @throws IllegalArgumentException if the window does not hold it */
    public int unsigned16(int address) {
        if (!holds(address, 1)) {
            throw new IllegalArgumentException("register " + address + " is outside " + start + " + " + words.size());
        }
        return words.get(address - start);
    }

    public int signed16(int address) {
        return (short) unsigned16(address);
    }

    public long unsigned32(int address, WordOrder order) {
        long first = unsigned16(address);
        long second = unsigned16(address + 1);
        return switch (order) {
            case HIGH_FIRST -> first << WORD | second;
            case LOW_FIRST -> second << WORD | first;
        };
    }

    public Decoded decode(int address, ValueType type, WordOrder order) {
        return switch (type) {
            case UINT16 -> whole(unsigned16(address));
            case INT16 -> whole(signed16(address));
            case UINT32 -> whole(unsigned32(address, order));
            case INT32 -> whole((int) unsigned32(address, order));
            case FLOAT32 -> single((int) unsigned32(address, order));
        };
    }

    private static Decoded whole(long value) {
        return new Decoded.Value(BigDecimal.valueOf(value), BigDecimal.ONE);
    }

    /** Every finite single is a decimal fraction of finite length: nothing is rounded here. */
    private static Decoded single(int bits) {
        float value = Float.intBitsToFloat(bits);
        return Float.isFinite(value)
                ? new Decoded.Value(new BigDecimal(value), new BigDecimal(Math.ulp(value)))
                : new Decoded.NotANumber();
    }
}
