package energy.peerwatt.messages.evidence;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;

/** 32 bytes that a hash function gave, written as 0x and 64 lower-case hex digits. */
public record Hash32(@JsonValue String hex) implements Comparable<Hash32> {
    private static final int LENGTH = 66;
    public static final Hash32 ZERO = new Hash32("0x" + "0".repeat(64));

    @JsonCreator
    public Hash32 {
        if (hex == null || !isHash(hex)) {
            throw new IllegalArgumentException("a hash is 0x and 64 lower-case hex digits: " + hex);
        }
    }

    private static boolean isHash(String hex) {
        if (hex.length() != LENGTH || !hex.startsWith("0x")) {
            return false;
        }
        for (int i = 2; i < LENGTH; i++) {
            char digit = hex.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    public static Hash32 of(byte[] bytes) {
        if (bytes.length != 32) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
        }
        return new Hash32("0x" + HexFormat.of().formatHex(bytes));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex, 2, hex.length());
    }

    /** Order of the bytes, unsigned. */
    @Override
    public int compareTo(Hash32 other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
