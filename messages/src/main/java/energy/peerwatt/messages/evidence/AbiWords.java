package energy.peerwatt.messages.evidence;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.HexFormat;

/** Solidity's {@code abi.encode} of static values: one 32-byte word each, numbers right-aligned, bytesN left-aligned. */
public final class AbiWords {
    private final ByteArrayOutputStream words = new ByteArrayOutputStream();

    AbiWords number(long unsigned) {
        return number(new BigInteger(Long.toUnsignedString(unsigned)));
    }

    AbiWords number(BigInteger unsigned) {
        if (unsigned.signum() < 0 || unsigned.bitLength() > 256) {
            throw new IllegalArgumentException("does not fit an unsigned word: " + unsigned);
        }
        byte[] bytes = unsigned.toByteArray();
        int from = bytes.length > 32 ? bytes.length - 32 : 0;
        words.write(new byte[32], 0, 32 - (bytes.length - from));
        words.write(bytes, from, bytes.length - from);
        return this;
    }

    AbiWords flag(boolean value) {
        return number(value ? 1 : 0);
    }

    AbiWords bytes(byte[] bytes) {
        words.write(bytes, 0, bytes.length);
        words.write(new byte[32], 0, 32 - bytes.length);
        return this;
    }

    AbiWords hash(Hash32 hash) {
        return bytes(hash.bytes());
    }

    /** @param address 0x and 40 hex digits */
    AbiWords address(String address) {
        return number(new BigInteger(1, HexFormat.of().parseHex(address, 2, address.length())));
    }

    byte[] toBytes() {
        return words.toByteArray();
    }
}
