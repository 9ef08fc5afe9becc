package energy.peerwatt.messages.evidence;

import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * What stands for an order in proofs. 70 bytes, big-endian:
 *
 * <pre>version u8 = 1 | orderId 16 | mandateHash 32 | side u8 (0 sell, 1 buy) | slot u32 | wh u32 | limit u32
 * | submittedAtMillis u64</pre>
 *
 * @param mandate hash of the household's mandate; {@link Hash32#ZERO} for an order placed without one
 */
public record OrderLeaf(
        OrderId order, Hash32 mandate, Side side, Slot slot, Energy energy, Price limit, Instant submittedAt) {
    public static final int VERSION = 1;
    public static final int LENGTH = 1 + 16 + 32 + 1 + 4 + 4 + 4 + 8;

    public OrderLeaf {
        if (energy.wattHours() > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("order energy does not fit 32 bits: " + energy);
        }
    }

    public byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .put((byte) VERSION)
                .put(order.bytes())
                .put(mandate.bytes())
                .put((byte) side.ordinal())
                .putInt((int) slot.number())
                .putInt((int) energy.wattHours())
                .putInt((int) limit.microPerKwh())
                .putLong(submittedAt.toEpochMilli())
                .array();
    }

    /** Keccak-256 of the bytes: the bidHash or askHash of a trade. */
    public Hash32 hash() {
        return Hash32.of(Hashing.keccak256(encode()));
    }
}
