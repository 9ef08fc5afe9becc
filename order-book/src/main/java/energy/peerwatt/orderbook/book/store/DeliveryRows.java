package energy.peerwatt.orderbook.book.store;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.book.domain.Delivery;
import energy.peerwatt.orderbook.book.domain.Reliability;
import energy.peerwatt.orderbook.config.BulkSql;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** How members kept to their trades, as rows; what no reliability rests on any more is deleted. */
final class DeliveryRows {
    private static final String WRITE = """
            INSERT INTO delivery (community_id, account_id, slot_start, traded_wh, kept_wh, excused_wh)
            SELECT *
            FROM jsonb_to_recordset(cast(cast(:rows AS text) AS jsonb)) AS r(community_id uuid, account_id uuid,
                slot_start timestamptz, traded_wh bigint, kept_wh bigint, excused_wh bigint)
            ON CONFLICT (community_id, account_id, slot_start) DO UPDATE SET traded_wh = excluded.traded_wh,
                kept_wh = excluded.kept_wh, excused_wh = excluded.excused_wh""";

    private static final String FORGET = """
            DELETE FROM delivery d
            USING (SELECT DISTINCT community_id, account_id FROM jsonb_to_recordset(cast(cast(:rows AS text) AS jsonb))
                AS r(community_id uuid, account_id uuid)) r
            WHERE d.community_id = r.community_id AND d.account_id = r.account_id AND d.slot_start < (
                SELECT k.slot_start FROM delivery k
                WHERE k.community_id = r.community_id AND k.account_id = r.account_id
                ORDER BY k.slot_start DESC OFFSET %d LIMIT 1)""".formatted(Reliability.SLOTS - 1);

    private record Row(
            UUID communityId, UUID accountId, Instant slotStart, long tradedWh, long keptWh, long excusedWh) {}

    private record Key(CommunityId community, AccountId account, Slot slot) {}

    private final Map<Key, Row> rows = new LinkedHashMap<>();

    void add(CommunityId community, Delivery delivery) {
        rows.put(
                new Key(community, delivery.account(), delivery.slot()),
                new Row(
                        community.value(),
                        delivery.account().value(),
                        delivery.slot().start(),
                        delivery.traded().wattHours(),
                        delivery.kept().wattHours(),
                        delivery.excused().wattHours()));
    }

    Uni<Void> write(Mutiny.StatelessSession session) {
        return BulkSql.execute(session, WRITE, rows.values())
                .chain(() -> BulkSql.execute(session, FORGET, rows.values()));
    }

    /** @param accounts of which; null for all */
    static Uni<List<Delivery>> read(
            Mutiny.Session session, UUID community, @Nullable Collection<UUID> accounts, Duration slotLength) {
        String condition = accounts == null ? "" : " AND account_id IN (:accounts)";
        Mutiny.SelectionQuery<Object[]> query = session.createNativeQuery(
                        "SELECT account_id, slot_start, traded_wh, kept_wh, excused_wh FROM delivery"
                                + " WHERE community_id = :community" + condition,
                        Object[].class)
                .setParameter("community", community);
        return (accounts == null ? query : query.setParameter("accounts", accounts))
                .getResultList()
                .map(found -> found.stream()
                        .map(row -> new Delivery(
                                new AccountId((UUID) row[0]),
                                new Slot(MandateReader.time(row[1]), slotLength),
                                energy(row[2]),
                                energy(row[3]),
                                energy(row[4])))
                        .toList());
    }

    private static Energy energy(Object column) {
        return new Energy(((Number) column).longValue());
    }
}
