package energy.peerwatt.orderbook.book.store;

import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.config.BulkSql;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.SlotCourse;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** How far settlement of slots has come, as rows; the last revision counts. */
final class SettlementRows {
    private static final String WRITE = """
            INSERT INTO slot_settlement (community_id, slot_start, revision, complete)
            SELECT *
            FROM jsonb_to_recordset(cast(cast(:rows AS text) AS jsonb)) AS r(community_id uuid, slot_start timestamptz,
                revision integer, complete boolean)
            ON CONFLICT (community_id, slot_start) DO UPDATE SET revision = excluded.revision,
                complete = excluded.complete
                WHERE slot_settlement.revision < excluded.revision""";

    private record Row(UUID communityId, Instant slotStart, int revision, boolean complete) {}

    private record Key(CommunityId community, Slot slot) {}

    private final Map<Key, Row> rows = new LinkedHashMap<>();

    void add(CommunityId community, BalancesChanged.Settlement told) {
        rows.merge(
                new Key(community, told.slot()),
                new Row(community.value(), told.slot().start(), told.revision(), told.complete()),
                (before, now) -> now.revision > before.revision ? now : before);
    }

    Uni<Void> write(Mutiny.StatelessSession session) {
        return BulkSql.execute(session, WRITE, rows.values());
    }

    /**
     * @param starts of slots of the market
     * @param next the first slot that is not sealed
     */
    static Uni<Map<Instant, SlotCourse>> courses(
            Mutiny.Session session, UUID community, MarketTerms terms, Slot next, Collection<Instant> starts) {
        if (starts.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery(
                        "SELECT slot_start, revision, complete FROM slot_settlement"
                                + " WHERE community_id = :community AND slot_start IN (:starts)",
                        Object[].class)
                .setParameter("community", community)
                .setParameter("starts", starts)
                .getResultList()
                .map(found -> {
                    Map<Instant, BalancesChanged.Settlement> settled = new HashMap<>();
                    found.forEach(row -> {
                        Slot slot = terms.slotAt(MandateReader.time(row[0]));
                        settled.put(
                                slot.start(),
                                new BalancesChanged.Settlement(slot, ((Number) row[1]).intValue(), (Boolean) row[2]));
                    });
                    Map<Instant, SlotCourse> courses = new HashMap<>();
                    starts.forEach(start -> {
                        Slot slot = terms.slotAt(start);
                        courses.put(
                                start,
                                new SlotCourse(slot, terms.gateOf(slot), slot.compareTo(next) < 0, settled.get(start)));
                    });
                    return courses;
                });
    }
}
