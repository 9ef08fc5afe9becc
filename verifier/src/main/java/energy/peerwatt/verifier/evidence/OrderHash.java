package energy.peerwatt.verifier.evidence;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.quantity.Energy;
import java.nio.ByteBuffer;

/** The 70 bytes that stand for an order in a record's leaf, hashed. */
public final class OrderHash {
    private OrderHash() {}

    /**
     * Of the order as it was placed, whatever is left of it.
     *
     * @param slot slot number, start / 300 s
     */
    public static Hash32 of(SealedBook.Order order, long slot) {
        byte side =
                switch (order.side()) {
                    case SELL -> 0;
                    case BUY -> 1;
                };
        byte[] mandate =
                order.mandate() == null ? new byte[32] : order.mandate().bytes();
        Energy whole = order.placed() == null ? order.energy() : order.placed();
        return Keccak.hash(ByteBuffer.allocate(70)
                .put((byte) 1)
                .putLong(order.id().value().getMostSignificantBits())
                .putLong(order.id().value().getLeastSignificantBits())
                .put(mandate)
                .put(side)
                .putInt(Math.toIntExact(slot))
                .putInt((int) whole.wattHours())
                .putInt((int) order.limit().microPerKwh())
                .putLong(order.submittedAt().toEpochMilli())
                .array());
    }
}
