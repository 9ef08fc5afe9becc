package energy.peerwatt.orderbook.book.store;

import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.book.domain.ZoneDefinition;
import energy.peerwatt.orderbook.market.domain.Zone;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A zone of a community from some time on. */
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

    @Id
    @Column(name = "effective_from")
    Instant effectiveFrom;

    long version;

    String parent;

    @Column(name = "local_fee")
    long localFee;

    @Column(name = "edge_fee")
    long edgeFee;

    @Column(name = "import_limit")
    Long importLimit;

    @Column(name = "export_limit")
    Long exportLimit;

    ZoneDefinition definition() {
        return new ZoneDefinition(
                new Zone(
                        new GridZoneId(zoneId),
                        parent == null ? null : new GridZoneId(parent),
                        version,
                        Price.ofMicroPerKwh(localFee),
                        Price.ofMicroPerKwh(edgeFee),
                        importLimit == null ? null : new Power(importLimit),
                        exportLimit == null ? null : new Power(exportLimit)),
                effectiveFrom);
    }

    static class Key {
        UUID communityId;
        String zoneId;
        Instant effectiveFrom;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && Objects.equals(communityId, key.communityId)
                    && Objects.equals(zoneId, key.zoneId)
                    && Objects.equals(effectiveFrom, key.effectiveFrom);
        }

        @Override
        public int hashCode() {
            return Objects.hash(communityId, zoneId, effectiveFrom);
        }
    }
}
