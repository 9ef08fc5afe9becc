package energy.peerwatt.orderbook.auction.domain;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.evidence.SealedBook;

/**
 * Decides between orders that are equal in everything that counts: by Keccak-256(book hash | order id), ascending,
 * unsigned. Nobody can choose it, since the book's hash depends on everybody's orders; anybody can recompute it.
 */
final class TieBreak {
    private final byte[] bookHash;

    TieBreak(Hash32 bookHash) {
        this.bookHash = bookHash.bytes();
    }

    Hash32 of(SealedBook.Order order) {
        return Hash32.of(Hashing.keccak256(bookHash, order.id().bytes()));
    }
}
