package energy.peerwatt.metergateway.codec.domain;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Registers of one reply, decoded exactly.
 *
 * @param start address of the first
 * @param words in order, each 0 to 65535
 */
public record RegisterWindow(int start, List<Integer> words) {
    private static final int WORD = 16;
    private static final int BYTE = 8;
    private static final int LOW = 0xFF;
    private static final int LONGEST = 4;

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

    /**
     * The bits of one value, unsigned, in the lower end.
     *
     * @param registers 1 to 4
     */
    public long bits(int address, int registers, WordOrder order) {
        if (registers < 1 || registers > LONGEST) {
            throw new IllegalArgumentException("no value has " + registers + " registers");
        }
        long bits = 0;
        for (int i = 0; i < registers; i++) {
            int word = unsigned16(address + (order.lowRegisterFirst() ? registers - 1 - i : i));
            bits = bits << WORD | (order.lowByteFirst() ? swapped(word) : word);
        }
        return bits;
    }

    public Decoded decode(int address, ValueType type, WordOrder order) {
        return holds(address, type.registers()) ? type.decode(bits(address, type.registers(), order)) : Absent.NOT_READ;
    }

    /** Without blanks around it; empty where a device has filled the registers with ones. */
    public String text(int address, int registers, ValueType type, WordOrder order) {
        byte[] bytes = new byte[2 * registers];
        for (int i = 0; i < registers; i++) {
            int word = unsigned16(address + (order.lowRegisterFirst() ? registers - 1 - i : i));
            int ordered = order.lowByteFirst() ? swapped(word) : word;
            bytes[2 * i] = (byte) (ordered >> BYTE);
            bytes[2 * i + 1] = (byte) ordered;
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        String whole = type == ValueType.TEXT_SPARSE ? text.replace("\0", "") : end < 0 ? text : text.substring(0, end);
        return whole.chars().allMatch(character -> character == LOW) ? "" : whole.strip();
    }

    private static int swapped(int word) {
        return (word & LOW) << BYTE | word >> BYTE;
    }
}
