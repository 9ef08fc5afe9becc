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

/** What is set aside of an account for a slot, nano-currency. */
@Entity
@Table(name = "reservation")
@IdClass(ReservationRow.Key.class)
@NullUnmarked
class ReservationRow {
    @Id
    @Column(name = "community_id")
    UUID communityId;

    @Id
    @Column(name = "account_id")
    UUID accountId;

    @Id
    @Column(name = "slot_start")
    Instant slotStart;

    long amount;

    static class Key {
        UUID communityId;
        UUID accountId;
        Instant slotStart;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && Objects.equals(communityId, key.communityId)
                    && Objects.equals(accountId, key.accountId)
                    && Objects.equals(slotStart, key.slotStart);
        }

        @Override
        public int hashCode() {
            return Objects.hash(communityId, accountId, slotStart);
        }
    }
}
