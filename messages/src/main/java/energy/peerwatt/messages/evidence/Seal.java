package energy.peerwatt.messages.evidence;

import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.Uuids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * What a gateway signs once per slot boundary. 99 bytes, big-endian:
 *
 * <pre>"PWSEAL" | version u8 = 1 | gatewayId 16 | boundary u64 s | count u32 | root 32 | prevSealHash 32</pre>
 *
 * @param count number of readings under the root
 * @param root {@link Sha256Tree} root over the readings' bytes, ordered by meter id
 * @param previous hash of the gateway's previous seal; {@link Hash32#ZERO} for the first
 */
public record Seal(GatewayId gateway, Instant boundary, int count, Hash32 root, Hash32 previous) {
    public static final int VERSION = 1;
    public static final int LENGTH = 6 + 1 + 16 + 8 + 4 + 32 + 32;
    private static final byte[] TAG = "PWSEAL".getBytes(StandardCharsets.US_ASCII);

    public Seal {
        if (boundary.getNano() != 0) {
            throw new IllegalArgumentException("seal boundary must be a whole second: " + boundary);
        }
        if (count < 1) {
            throw new IllegalArgumentException("a seal covers at least one reading: " + count);
        }
    }

    public byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .put(TAG)
                .put((byte) VERSION)
                .put(gateway.bytes())
                .putLong(boundary.getEpochSecond())
                .putInt(count)
                .put(root.bytes())
                .put(previous.bytes())
                .array();
    }

    /** @throws IllegalArgumentException naming what is wrong with the bytes */
    public static Seal decode(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a seal has " + LENGTH + " bytes, not " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte[] tag = new byte[TAG.length];
        in.get(tag);
        if (!Arrays.equals(tag, TAG)) {
            throw new IllegalArgumentException("a seal starts with PWSEAL");
        }
        int version = in.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("seal version " + version + " is not known, only " + VERSION);
        }
        GatewayId gateway = new GatewayId(Uuids.read(in));
        Instant boundary = Instant.ofEpochSecond(in.getLong());
        int count = in.getInt();
        byte[] root = new byte[32];
        in.get(root);
        byte[] previous = new byte[32];
        in.get(previous);
        return new Seal(gateway, boundary, count, Hash32.of(root), Hash32.of(previous));
    }

    /** SHA-256 of the bytes: what the next seal points at. */
    public Hash32 hash() {
        return Hash32.of(Hashing.sha256(encode()));
    }
}
