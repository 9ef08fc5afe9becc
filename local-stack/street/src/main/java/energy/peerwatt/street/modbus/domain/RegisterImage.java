package energy.peerwatt.street.modbus.domain;

import java.nio.charset.StandardCharsets;

/**
 * A contiguous block of 16-bit registers, high byte and high word first, all zero at the beginning.
 *
 * <p>Not thread-safe: filled once, then only read.
 */
public final class RegisterImage {
    private final int start;
    private final byte[] bytes;

    /**
     * @param start address of the first register
     * @param count how many registers
     */
    public RegisterImage(int start, int count) {
        if (start < 0 || count < 1 || start + count > 65_536) {
            throw new IllegalArgumentException("registers " + start + " to " + (start + count - 1));
        }
        this.start = start;
        this.bytes = new byte[2 * count];
    }

    /** Whether all of these registers lie in the block. */
    public boolean holds(int address, int count) {
        return address >= start && address + count <= start + bytes.length / 2;
    }

    /** The bytes of these registers, as a response carries them. */
    public byte[] read(int address, int count) {
        if (!holds(address, count)) {
            throw new IllegalArgumentException("no registers " + address + " to " + (address + count - 1));
        }
        byte[] answer = new byte[2 * count];
        System.arraycopy(bytes, offset(address), answer, 0, answer.length);
        return answer;
    }

    /** The lower 16 bits of a value. */
    public void put16(int address, int value) {
        int at = offset(address);
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    /** The lower 32 bits of a value, in two registers. */
    public void put32(int address, long value) {
        put16(address, (int) (value >> 16));
        put16(address + 1, (int) value);
    }

    /** An IEEE 754 single, in two registers. */
    public void putFloat(int address, double value) {
        put32(address, Float.floatToIntBits((float) value));
    }

    /** ASCII text, two characters to a register, filled up with zero bytes. */
    public void putText(int address, int registers, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        if (ascii.length > 2 * registers) {
            throw new IllegalArgumentException("text longer than " + 2 * registers + " bytes: " + text);
        }
        System.arraycopy(ascii, 0, bytes, offset(address), ascii.length);
    }

    private int offset(int address) {
        return 2 * (address - start);
    }
}
