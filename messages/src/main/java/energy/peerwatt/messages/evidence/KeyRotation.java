package energy.peerwatt.messages.evidence;

import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.Uuids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * A gateway's change of key, signed by the old key and by the new one. 195 bytes, big-endian:
 *
 * <pre>"PWROTA" | version u8 = 1 | gatewayId 16 | number u32 | oldX 32 | oldY 32 | newX 32 | newY 32 | validFrom u64 s
 * | prevRotationHash 32</pre>
 *
 * @param number counts the rotations of the gateway from 1
 * @param validFrom from this boundary on seals carry the new key; whole seconds
 * @param previous hash of the rotation before; {@link Hash32#ZERO} for the first
 */
public record KeyRotation(
        GatewayId gateway, int number, P256.Point before, P256.Point after, Instant validFrom, Hash32 previous) {
    public static final int VERSION = 1;
    public static final int LENGTH = 6 + 1 + 16 + 4 + 4 * 32 + 8 + 32;
    private static final byte[] TAG = "PWROTA".getBytes(StandardCharsets.US_ASCII);

    public KeyRotation {
        if (number < 1) {
            throw new IllegalArgumentException("rotations count from 1: " + number);
        }
        if (validFrom.getNano() != 0) {
            throw new IllegalArgumentException("a key is valid from a whole second: " + validFrom);
        }
        if (before.equals(after)) {
            throw new IllegalArgumentException("a rotation changes the key");
        }
    }

    public byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .put(TAG)
                .put((byte) VERSION)
                .put(gateway.bytes())
                .putInt(number)
                .put(before.x().bytes())
                .put(before.y().bytes())
                .put(after.x().bytes())
                .put(after.y().bytes())
                .putLong(validFrom.getEpochSecond())
                .put(previous.bytes())
                .array();
    }

    /** @throws IllegalArgumentException naming what is wrong with the bytes */
    public static KeyRotation decode(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a rotation has " + LENGTH + " bytes, not " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte[] tag = new byte[TAG.length];
        in.get(tag);
        if (!Arrays.equals(tag, TAG)) {
            throw new IllegalArgumentException("a rotation starts with PWROTA");
        }
        int version = in.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("rotation version " + version + " is not known, only " + VERSION);
        }
        return new KeyRotation(
                new GatewayId(Uuids.read(in)),
                in.getInt(),
                new P256.Point(hash(in), hash(in)),
                new P256.Point(hash(in), hash(in)),
                Instant.ofEpochSecond(in.getLong()),
                hash(in));
    }

    private static Hash32 hash(ByteBuffer in) {
        byte[] bytes = new byte[32];
        in.get(bytes);
        return Hash32.of(bytes);
    }

    /** SHA-256 of the bytes: what the next rotation points at. */
    public Hash32 hash() {
        return Hash32.of(Hashing.sha256(encode()));
    }
}
