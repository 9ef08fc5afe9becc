package energy.peerwatt.orderbook.auction.domain;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.evidence.SealedBook;
import java.nio.ByteBuffer;

/**
 * Decides between orders that are equal in everything that counts: by Keccak-256(book hash | order id), ascending,
 * unsigned. Nobody can choose it, since the book's hash depends on everybody's orders; anybody can recompute it.
 */
final class TieBreak {
    private final byte[] bookHash;

    TieBreak(Hash32 bookHash) {
        this.bookHash = bookHash.bytes();
    }

    Tie of(SealedBook.Order order) {
        ByteBuffer hash = ByteBuffer.wrap(Hashing.keccak256(bookHash, order.id().bytes()));
        return new Tie(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }

    /** The 32 bytes of a hash, most significant first. */
    record Tie(long first, long second, long third, long fourth) implements Comparable<Tie> {
        @Override
        public int compareTo(Tie other) {
            if (first != other.first) {
                return Long.compareUnsigned(first, other.first);
            }
            if (second != other.second) {
                return Long.compareUnsigned(second, other.second);
            }
            return third != other.third
                    ? Long.compareUnsigned(third, other.third)
                    : Long.compareUnsigned(fourth, other.fourth);
        }
    }
}
