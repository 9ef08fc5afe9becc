package energy.peerwatt.messages.evidence;

import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.Uuids;
import energy.peerwatt.messages.quantity.Energy;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;

/**
 * The cumulative registers of one meter at a slot boundary. 105 bytes, big-endian:
 *
 * <pre>version u8 = 1 | meterId 16 | boundary u64 s | seq u64 | epoch u32 | importWh u64 | exportWh u64
 * | readAtMillis u64 | quality u32 | profileHash 8 | prevReadingHash 32</pre>
 *
 * @param boundary the slot boundary the registers stand for, whole seconds
 * @param seq counts the readings of the meter from 1, gap-free
 * @param epoch counter epoch; energy is never a difference across two epochs
 * @param readAt when the registers were read, to the millisecond
 * @param profileHash first 8 bytes of the SHA-256 of the register profile, as 16 hex digits
 * @param previous hash of the meter's previous reading; {@link Hash32#ZERO} for the first
 */
public record IntervalReading(
        MeterId meter,
        Instant boundary,
        long seq,
        int epoch,
        Energy imported,
        Energy exported,
        Instant readAt,
        Set<Quality> quality,
        String profileHash,
        Hash32 previous) {
    public static final int VERSION = 1;
    public static final int LENGTH = 1 + 16 + 8 + 8 + 4 + 8 + 8 + 8 + 4 + 8 + 32;

    public IntervalReading {
        if (boundary.getNano() != 0) {
            throw new IllegalArgumentException("reading boundary must be a whole second: " + boundary);
        }
        if (seq < 1) {
            throw new IllegalArgumentException("reading seq counts from 1: " + seq);
        }
        if (epoch < 0) {
            throw new IllegalArgumentException("reading epoch is negative: " + epoch);
        }
        if (!profileHash.matches("[0-9a-f]{16}")) {
            throw new IllegalArgumentException("profile hash is 16 hex digits: " + profileHash);
        }
        readAt = Instant.ofEpochMilli(readAt.toEpochMilli());
        quality = Set.copyOf(quality);
    }

    public byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .put((byte) VERSION)
                .put(meter.bytes())
                .putLong(boundary.getEpochSecond())
                .putLong(seq)
                .putInt(epoch)
                .putLong(imported.wattHours())
                .putLong(exported.wattHours())
                .putLong(readAt.toEpochMilli())
                .putInt(Quality.bits(quality))
                .put(HexFormat.of().parseHex(profileHash))
                .put(previous.bytes())
                .array();
    }

    /** @throws IllegalArgumentException naming what is wrong with the bytes */
    public static IntervalReading decode(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a reading has " + LENGTH + " bytes, not " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int version = in.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("reading version " + version + " is not known, only " + VERSION);
        }
        MeterId meter = new MeterId(Uuids.read(in));
        Instant boundary = Instant.ofEpochSecond(in.getLong());
        long seq = in.getLong();
        int epoch = in.getInt();
        Energy imported = new Energy(in.getLong());
        Energy exported = new Energy(in.getLong());
        Instant readAt = Instant.ofEpochMilli(in.getLong());
        Set<Quality> quality = Quality.of(in.getInt());
        byte[] profile = new byte[8];
        in.get(profile);
        byte[] previous = new byte[32];
        in.get(previous);
        return new IntervalReading(
                meter,
                boundary,
                seq,
                epoch,
                imported,
                exported,
                readAt,
                quality,
                HexFormat.of().formatHex(profile),
                Hash32.of(previous));
    }

    /** SHA-256 of the bytes: what the next reading of this meter points at. */
    public Hash32 hash() {
        return Hash32.of(Hashing.sha256(encode()));
    }
}
