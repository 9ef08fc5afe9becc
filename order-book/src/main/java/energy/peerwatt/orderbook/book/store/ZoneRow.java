package energy.peerwatt.orderbook.book.store;

import energy.peerwatt.messages.evidence.SealedBook;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Price;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A zone of a community. */
@Entity
@Table(name = "zone")
@IdClass(ZoneRow.Key.class)
@NullUnmarked
class ZoneRow {
    @Id
    @Column(name = "community_id")
    UUID communityId;

    @Id
    @Column(name = "id")
    String zoneId;

    @Column(name = "local_fee")
    long localFee;

    SealedBook.Zone zone() {
        return new SealedBook.Zone(new GridZoneId(zoneId), Price.ofMicroPerKwh(localFee));
    }

    static class Key {
        UUID communityId;
        String zoneId;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && Objects.equals(communityId, key.communityId)
                    && Objects.equals(zoneId, key.zoneId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(communityId, zoneId);
        }
    }
}
