package energy.peerwatt.metergateway.codec.domain;

import java.math.BigDecimal;
import java.math.BigInteger;

/** How a value lies in registers. */
public enum ValueType {
    UINT16(1, Form.UNSIGNED),
    INT16(1, Form.SIGNED),
    UINT32(2, Form.UNSIGNED),
    INT32(2, Form.SIGNED),
    UINT64(4, Form.UNSIGNED),
    INT64(4, Form.SIGNED),
    FLOAT32(2, Form.FLOATING),
    FLOAT64(4, Form.FLOATING),
    /** Accumulators of SunSpec: unsigned, and zero says that nothing is accumulated. */
    ACC16(1, Form.ACCUMULATED),
    ACC32(2, Form.ACCUMULATED),
    ACC64(4, Form.ACCUMULATED),
    /** Two characters per register, the order of bytes says which half comes first; ends at the first NUL. */
    TEXT(0, Form.CHARACTERS),
    /** Characters in one or both halves of each register, depending on the device's edition: NULs are skipped. */
    TEXT_SPARSE(0, Form.CHARACTERS);

    private static final int WORD = 16;
    private static final int LONG = 64;

    private final int registers;
    private final Form form;

    private enum Form {
        UNSIGNED,
        SIGNED,
        FLOATING,
        ACCUMULATED,
        CHARACTERS
    }

    ValueType(int registers, Form form) {
        this.registers = registers;
        this.form = form;
    }

    /** 0 for text, which has no length of its own. */
    public int registers() {
        return registers;
    }

    public boolean text() {
        return form == Form.CHARACTERS;
    }

    public boolean floating() {
        return form == Form.FLOATING;
    }

    /** Whether every value is a whole number of steps. */
    public boolean integral() {
        return !text() && !floating();
    }

    /** The highest bit pattern, as an unsigned number of 64 bits. */
    public long mask() {
        return registers * WORD == LONG ? -1L : (1L << registers * WORD) - 1;
    }

    /**
     * What these bits say, exactly: nothing is rounded here, for every finite floating number is a decimal fraction.
     *
     * @param bits as many as the type has, in the lower end
     * @throws IllegalArgumentException for text
     */
    public Decoded decode(long bits) {
        return switch (this) {
            case UINT16, UINT32, UINT64 -> whole(unsigned(bits));
            case ACC16, ACC32, ACC64 -> bits == 0 ? Absent.NOT_ACCUMULATED : whole(unsigned(bits));
            case INT16 -> whole(BigDecimal.valueOf((short) bits));
            case INT32 -> whole(BigDecimal.valueOf((int) bits));
            case INT64 -> whole(BigDecimal.valueOf(bits));
            case FLOAT32 -> single(Float.intBitsToFloat((int) bits));
            case FLOAT64 -> twofold(Double.longBitsToDouble(bits));
            case TEXT, TEXT_SPARSE -> throw new IllegalArgumentException("text is no number");
        };
    }

    private static BigDecimal unsigned(long bits) {
        return bits >= 0 ? BigDecimal.valueOf(bits) : new BigDecimal(new BigInteger(Long.toUnsignedString(bits)));
    }

    private static Decoded whole(BigDecimal value) {
        return new Decoded.Value(value, BigDecimal.ONE);
    }

    private static Decoded single(float value) {
        return Float.isFinite(value)
                ? new Decoded.Value(new BigDecimal(value), new BigDecimal(Math.ulp(value)))
                : Absent.NOT_A_NUMBER;
    }

    private static Decoded twofold(double value) {
        return Double.isFinite(value)
                ? new Decoded.Value(new BigDecimal(value), new BigDecimal(Math.ulp(value)))
                : Absent.NOT_A_NUMBER;
    }
}
