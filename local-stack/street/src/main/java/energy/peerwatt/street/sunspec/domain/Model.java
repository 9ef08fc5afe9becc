package energy.peerwatt.street.sunspec.domain;

import energy.peerwatt.street.modbus.domain.RegisterImage;

/**
 * One model of a chain, being filled in. Offsets are those of the SunSpec definitions, counted from the model's id.
 *
 * @param image the chain's registers
 * @param at address of the model's id
 */
record Model(RegisterImage image, int at) {
    private static final int HEADER = 2;
    private static final int NO_UNSIGNED = 0xFFFF;
    private static final int NO_SIGNED = 0x8000;
    private static final long NO_LONG = 0xFFFF_FFFFL;

    /** Writes id and length, the length being that of the definition without these two. */
    void header(int id, int length) {
        image.put16(at, id);
        image.put16(at + 1, length);
    }

    /** Registers of a model with this length, id and length included. */
    static int registers(int length) {
        return HEADER + length;
    }

    void unsigned(int offset, long value) {
        if (value < 0 || value >= NO_UNSIGNED) {
            throw new IllegalArgumentException("no room in 16 bits, unsigned: " + value);
        }
        image.put16(at + offset, (int) value);
    }

    void signed(int offset, long value) {
        if (value <= Short.MIN_VALUE || value > Short.MAX_VALUE) {
            throw new IllegalArgumentException("no room in 16 bits, signed: " + value);
        }
        image.put16(at + offset, (int) value);
    }

    /** A counter of 32 bits that rolls over. */
    void accumulator(int offset, long value) {
        image.put32(at + offset, value);
    }

    void scale(int offset, int exponent) {
        image.put16(at + offset, exponent);
    }

    void text(int offset, int registers, String text) {
        image.putText(at + offset, registers, text);
    }

    /** Marks unsigned, enumerated or bit-field points of 16 bits as not implemented. */
    void withoutUnsigned(int... offsets) {
        for (int offset : offsets) {
            image.put16(at + offset, NO_UNSIGNED);
        }
    }

    /** Marks signed points or scale factors as not implemented. */
    void withoutSigned(int... offsets) {
        for (int offset : offsets) {
            image.put16(at + offset, NO_SIGNED);
        }
    }

    /** Marks points of 32 bits as not implemented. */
    void withoutLong(int... offsets) {
        for (int offset : offsets) {
            image.put32(at + offset, NO_LONG);
        }
    }

    /** Milliwatts to the nearest watt. */
    static long watts(long milliwatts) {
        return Math.floorDiv(milliwatts + 500, 1000);
    }

    /** Millijoules to full watt-hours. */
    static long wattHours(long millijoules) {
        return millijoules / 3_600_000;
    }
}
