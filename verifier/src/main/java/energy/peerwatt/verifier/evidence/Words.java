package energy.peerwatt.verifier.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Writes the 32-byte words of Solidity's {@code abi.encode} for static values. */
final class Words {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** An unsigned number below 2^63, right-aligned. */
    Words number(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative where the contract has an unsigned number: " + value);
        }
        out.writeBytes(ByteBuffer.allocate(32).putLong(24, value).array());
        return this;
    }

    /** Up to 32 bytes, left-aligned. */
    Words bytes(byte[] value) {
        out.writeBytes(ByteBuffer.allocate(32).put(value).array());
        return this;
    }

    /** Up to 32 bytes, right-aligned. */
    Words right(byte[] value) {
        out.writeBytes(ByteBuffer.allocate(32).put(32 - value.length, value).array());
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
