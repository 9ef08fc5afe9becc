package energy.peerwatt.orderbook.book.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A book of a slot's round as it was sealed, with its clearing. */
@Entity
@Table(name = "sealed_book")
@IdClass(SealedBookRow.Key.class)
@NullUnmarked
class SealedBookRow {
    @Id
    @Column(name = "community_id")
    UUID communityId;

    @Id
    @Column(name = "slot_start")
    Instant slotStart;

    @Id
    int round;

    @Column(name = "book_hash")
    String bookHash;

    @Column(name = "result_hash")
    String resultHash;

    int orders;
    int trades;
    String line;
    boolean last;

    static class Key {
        UUID communityId;
        Instant slotStart;
        int round;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && Objects.equals(communityId, key.communityId)
                    && Objects.equals(slotStart, key.slotStart)
                    && round == key.round;
        }

        @Override
        public int hashCode() {
            return Objects.hash(communityId, slotStart, round);
        }
    }
}
