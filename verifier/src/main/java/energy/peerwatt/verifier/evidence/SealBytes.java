package energy.peerwatt.verifier.evidence;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.GatewayId;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;

/**
 * A seal taken apart by hand.
 *
 * @param bytes all 99 of them: what is signed, and a leaf of a slot's readings root
 * @param boundary seconds since 1970
 * @param hash what the next seal of the gateway points at
 */
public record SealBytes(
        byte[] bytes, GatewayId gateway, long boundary, int count, Hash32 root, Hash32 previous, Hash32 hash) {
    private static final String TAG_AND_VERSION = "50575345414c01";
    private static final int LENGTH = 99;

    /** @throws IllegalArgumentException if the bytes are no seal of version 1 */
    public static SealBytes parse(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a seal has " + LENGTH + " bytes, not " + bytes.length);
        }
        String start = HexFormat.of().formatHex(bytes, 0, 7);
        if (!start.equals(TAG_AND_VERSION)) {
            throw new IllegalArgumentException("a seal starts with " + TAG_AND_VERSION + ", not " + start);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 7, LENGTH - 7);
        GatewayId gateway = new GatewayId(new UUID(in.getLong(), in.getLong()));
        return new SealBytes(
                bytes,
                gateway,
                in.getLong(),
                in.getInt(),
                ReadingBytes.hash(in),
                ReadingBytes.hash(in),
                Hash32.of(Sha256.of(bytes)));
    }
}
