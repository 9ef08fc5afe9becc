package energy.peerwatt.metergateway.control.domain;

import energy.peerwatt.metergateway.codec.domain.WordOrder;
import energy.peerwatt.metergateway.profile.domain.Location;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A whole number for one place of a device, as the registers count it. */
public record RegisterValue(Location location, long value) {
    private static final int WORD = 16;
    private static final int WORD_MASK = 0xFFFF;
    private static final int BYTE = 8;
    private static final int BYTE_MASK = 0xFF;

    public int address() {
        return location.address();
    }

    /** Why the place cannot hold it, naming what it can hold; empty if it can. */
    public Optional<String> misfit() {
        BigInteger span = BigInteger.ONE.shiftLeft(location.registers() * WORD);
        return switch (location.type()) {
            case UINT16, UINT32, UINT64 -> outside(BigInteger.ZERO, span.subtract(BigInteger.ONE));
            case INT16, INT32, INT64 -> {
                BigInteger half = span.shiftRight(1);
                yield outside(half.negate(), half.subtract(BigInteger.ONE));
            }
            case FLOAT32, FLOAT64, ACC16, ACC32, ACC64, TEXT, TEXT_SPARSE ->
                Optional.of("register " + address() + " is no whole number that can be written");
        };
    }

    private Optional<String> outside(BigInteger least, BigInteger most) {
        BigInteger asked = BigInteger.valueOf(value);
        return asked.compareTo(least) < 0 || asked.compareTo(most) > 0
                ? Optional.of("register " + address() + " holds " + least + " to " + most + ", not " + value)
                : Optional.empty();
    }

    /** As they are written, from the location's address on. */
    public List<Integer> words() {
        List<Integer> words = new ArrayList<>();
        for (int i = location.registers() - 1; i >= 0; i--) {
            int word = (int) (value >> i * WORD) & WORD_MASK;
            words.add(lowByteFirst(location.order()) ? (word & BYTE_MASK) << BYTE | word >> BYTE : word);
        }
        if (lowRegisterFirst(location.order())) {
            Collections.reverse(words);
        }
        return List.copyOf(words);
    }

    private static boolean lowRegisterFirst(WordOrder order) {
        return switch (order) {
            case ABCD, BADC -> false;
            case DCBA, CDAB -> true;
        };
    }

    private static boolean lowByteFirst(WordOrder order) {
        return switch (order) {
            case ABCD, CDAB -> false;
            case DCBA, BADC -> true;
        };
    }
}
