package energy.peerwatt.messages.evidence;

import java.nio.ByteBuffer;

/** The running net of a period as it is hashed and applied: int64 nano-currency per account index, big-endian. */
public final class RunningNet {
    private RunningNet() {}

    public static byte[] encode(long[] nano) {
        ByteBuffer out = ByteBuffer.allocate(nano.length * Long.BYTES);
        for (long amount : nano) {
            out.putLong(amount);
        }
        return out.array();
    }

    public static long[] decode(byte[] bytes) {
        if (bytes.length % Long.BYTES != 0) {
            throw new IllegalArgumentException("a net has 8 bytes per account, not " + bytes.length + " in all");
        }
        long[] nano = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(nano);
        return nano;
    }

    public static Hash32 hash(long[] nano) {
        return Hash32.of(Hashing.keccak256(encode(nano)));
    }
}
