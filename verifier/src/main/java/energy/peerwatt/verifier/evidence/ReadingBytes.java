package energy.peerwatt.verifier.evidence;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.MeterId;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * A reading taken apart by hand; what no check looks at (time of reading, profile) is covered by the seal all the same.
 *
 * @param boundary seconds since 1970
 * @param imported register, Wh
 * @param exported register, Wh
 * @param quality bits in the order of docs/evidence.md
 * @param hash what the next reading of the meter points at
 */
public record ReadingBytes(
        MeterId meter,
        long boundary,
        long seq,
        long epoch,
        long imported,
        long exported,
        int quality,
        Hash32 previous,
        Hash32 hash) {
    private static final int LENGTH = 105;
    private static final int KNOWN_QUALITY = 0x1FF;
    private static final int BACKFILLED = 1 << 2;

    /** @throws IllegalArgumentException if the bytes are no reading of version 1 */
    public static ReadingBytes parse(byte[] bytes) {
        if (bytes.length != LENGTH || bytes[0] != 1) {
            throw new IllegalArgumentException("a reading has " + LENGTH + " bytes, the first of them 1");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, LENGTH - 1);
        MeterId meter = new MeterId(new UUID(in.getLong(), in.getLong()));
        long boundary = in.getLong();
        long seq = in.getLong();
        long epoch = Integer.toUnsignedLong(in.getInt());
        long imported = in.getLong();
        long exported = in.getLong();
        long readAtMillis = in.getLong();
        int quality = in.getInt();
        long profile = in.getLong();
        if (boundary < 0 || imported < 0 || exported < 0 || readAtMillis < 0 || (quality & ~KNOWN_QUALITY) != 0) {
            throw new IllegalArgumentException("a field out of its range in the reading of meter " + meter + " seq "
                    + seq + " profile " + Long.toHexString(profile));
        }
        return new ReadingBytes(
                meter, boundary, seq, epoch, imported, exported, quality, hash(in), Hash32.of(Sha256.of(bytes)));
    }

    public boolean backfilled() {
        return (quality & BACKFILLED) != 0;
    }

    static Hash32 hash(ByteBuffer in) {
        byte[] hash = new byte[32];
        in.get(hash);
        return Hash32.of(hash);
    }
}
