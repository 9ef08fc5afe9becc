package energy.peerwatt.metergateway.sunspec.domain;

import energy.peerwatt.metergateway.codec.domain.RegisterWindow;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The registers of one model as one reply gave them, so that values and scale factors belong together. Offsets count from
 * the model's id. What a device does not implement is absent, never zero.
 */
public final class ModelBlock {
    private static final int NO_SIGNED = 0x8000;
    private static final int NO_UNSIGNED = 0xFFFF;
    private static final int LARGEST_SCALE = 10;

    private final RegisterWindow window;

    /** @param words from the model's id on; may end before the model does */
    public ModelBlock(List<Integer> words) {
        this.window = new RegisterWindow(0, words);
    }

    public Optional<BigDecimal> signed(int offset, int scaleOffset) {
        return raw(offset)
                .filter(raw -> raw != NO_SIGNED)
                .flatMap(raw -> scaled(BigDecimal.valueOf(raw.shortValue()), scaleOffset));
    }

    public Optional<BigDecimal> unsigned(int offset, int scaleOffset) {
        return unsigned(offset).flatMap(value -> scaled(BigDecimal.valueOf(value), scaleOffset));
    }

    public Optional<Integer> unsigned(int offset) {
        return raw(offset).filter(raw -> raw != NO_UNSIGNED);
    }

    /** A scale factor itself; absent where it is none. */
    public Optional<Integer> scale(int offset) {
        return raw(offset).map(raw -> (int) raw.shortValue()).filter(scale -> Math.abs(scale) <= LARGEST_SCALE);
    }

    /** Two characters per register, high byte first, up to the first NUL. */
    public String text(int offset, int registers) {
        byte[] bytes = new byte[2 * registers];
        for (int i = 0; i < registers; i++) {
            int word = raw(offset + i).orElse(0);
            bytes[2 * i] = (byte) (word >> 8);
            bytes[2 * i + 1] = (byte) word;
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        return (end < 0 ? text : text.substring(0, end)).strip();
    }

    private Optional<Integer> raw(int offset) {
        return window.holds(offset, 1) ? Optional.of(window.unsigned16(offset)) : Optional.empty();
    }

    /** A value without a scale factor in its place is absent; the raw number would be wrong by powers of ten. */
    private Optional<BigDecimal> scaled(BigDecimal value, int scaleOffset) {
        return scale(scaleOffset).map(value::scaleByPowerOfTen);
    }
}
