package energy.peerwatt.verifier.market;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.verifier.evidence.Keccak;

/**
 * An order as the auction sees it.
 *
 * @param price effective ask, or bid without the zone's fee; micro-currency per kWh
 * @param tie decides between equals: hash of the book's hash and the order's id
 */
record Offer(SealedBook.Order order, long price, Hash32 tie) {
    /** The seller gets at least what its supplier would pay. */
    static Offer ask(SealedBook.Order order, Hash32 book) {
        long floor = order.floor() == null ? 0 : order.floor().microPerKwh();
        return new Offer(order, Math.max(order.limit().microPerKwh(), floor), tie(order, book));
    }

    /** The buyer pays at most what its supplier would charge, fee included; below zero it cannot be served. */
    static Offer bid(SealedBook.Order order, long fee, Hash32 book) {
        long limit = order.limit().microPerKwh();
        long cap = order.cap() == null ? limit : order.cap().microPerKwh();
        return new Offer(order, Math.min(limit, cap) - fee, tie(order, book));
    }

    long wh() {
        return order.energy().wattHours();
    }

    private static Hash32 tie(SealedBook.Order order, Hash32 book) {
        return Keccak.hash(book.bytes(), order.id().bytes());
    }
}
