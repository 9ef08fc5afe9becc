package energy.peerwatt.messages.id;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** What all UUID-shaped ids share. */
public final class Uuids {
    private Uuids() {}

    /**
     * @param what the name of the field, for the message
     * @throws IllegalArgumentException naming the field and the bad value
     */
    public static UUID parse(String text, String what) {
        try {
            UUID parsed = UUID.fromString(text);
            // UUID.fromString accepts "1-1-1-1-1"; only the canonical form names one thing in one way.
            if (!parsed.toString().equalsIgnoreCase(text)) {
                throw new IllegalArgumentException("not canonical");
            }
            return parsed;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    what + " is not a UUID like 0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5d: " + text, e);
        }
    }

    /** Big-endian, 16 bytes. */
    public static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    public static UUID read(ByteBuffer from) {
        return new UUID(from.getLong(), from.getLong());
    }

    /** Order of the bytes, unsigned; {@link UUID#compareTo} compares signed halves and is another order. */
    public static int compareUnsigned(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }

    /** A version 7 UUID (RFC 9562) of the given time: ids made later sort later. */
    public static UUID version7(Instant at, RandomGenerator random) {
        long high = (at.toEpochMilli() << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** A version 8 UUID (RFC 9562) of the first 16 bytes of a hash: the same content gives the same id. */
    public static UUID version8(byte[] hash) {
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        long high = (bytes.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
        long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
