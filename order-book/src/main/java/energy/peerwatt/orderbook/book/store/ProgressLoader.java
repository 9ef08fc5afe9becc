package energy.peerwatt.orderbook.book.store;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.book.domain.SlotProgress;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Reads how far trading of open slots has come. */
@ApplicationScoped
class ProgressLoader {
    private static final String LAST_ROUNDS = """
            SELECT DISTINCT ON (slot_start) cast(extract(epoch FROM slot_start) AS bigint), round, book_hash, result_hash,
                entered
            FROM sealed_book WHERE community_id = :community AND slot_start >= :next AND NOT last
            ORDER BY slot_start, round DESC""";

    private static final String TRADERS = """
            SELECT cast(extract(epoch FROM slot_start) AS bigint), seller, 'SELL', cast(sum(energy_wh) AS bigint)
            FROM trade WHERE community_id = :community AND slot_start >= :next GROUP BY slot_start, seller
            UNION
            SELECT cast(extract(epoch FROM slot_start) AS bigint), buyer, 'BUY', cast(sum(energy_wh) AS bigint)
            FROM trade WHERE community_id = :community AND slot_start >= :next GROUP BY slot_start, buyer""";

    private static final String CLOSED = """
            SELECT cast(extract(epoch FROM slot_start) AS bigint), zone_id FROM closed_zone
            WHERE community_id = :community AND slot_start >= :next""";

    /** Of slots from {@code next} on; none while there is no market. */
    Uni<Map<Slot, SlotProgress>> of(Mutiny.Session session, UUID community, @Nullable Slot next) {
        if (next == null) {
            return Uni.createFrom().item(Map.of());
        }
        return read(session, LAST_ROUNDS, community, next)
                .chain(rounds -> read(session, TRADERS, community, next)
                        .chain(traders -> read(session, CLOSED, community, next)
                                .map(closed -> progress(rounds, traders, closed, next.length()))));
    }

    private static Uni<List<Object[]>> read(Mutiny.Session session, String sql, UUID community, Slot next) {
        return session.createNativeQuery(sql, Object[].class)
                .setParameter("community", community)
                .setParameter("next", next.start())
                .getResultList();
    }

    private static Map<Slot, SlotProgress> progress(
            List<Object[]> rounds, List<Object[]> traders, List<Object[]> closedZones, Duration length) {
        Map<Slot, Map<AccountId, Side>> traded = new HashMap<>();
        Map<Slot, Map<AccountId, Energy>> volumes = new HashMap<>();
        for (Object[] row : traders) {
            traded.computeIfAbsent(slot(row, length), slot -> new HashMap<>())
                    .put(new AccountId((UUID) row[1]), Side.valueOf(row[2].toString()));
            volumes.computeIfAbsent(slot(row, length), slot -> new HashMap<>())
                    .put(new AccountId((UUID) row[1]), new Energy(((Number) row[3]).longValue()));
        }
        Map<Slot, Set<GridZoneId>> closed = new HashMap<>();
        for (Object[] row : closedZones) {
            closed.computeIfAbsent(slot(row, length), slot -> new HashSet<>()).add(new GridZoneId(row[1].toString()));
        }
        Map<Slot, SlotProgress> found = new HashMap<>();
        closed.forEach(
                (slot, zones) -> found.put(slot, new SlotProgress(0, null, null, Map.of(), Map.of(), Map.of(), zones)));
        for (Object[] row : rounds) {
            Slot slot = slot(row, length);
            found.put(
                    slot,
                    new SlotProgress(
                            ((Number) row[1]).intValue() + 1,
                            new Hash32(row[2].toString()),
                            new Hash32(row[3].toString()),
                            Entered.read(row[4].toString()),
                            traded.getOrDefault(slot, Map.of()),
                            volumes.getOrDefault(slot, Map.of()),
                            closed.getOrDefault(slot, Set.of())));
        }
        return found;
    }

    private static Slot slot(Object[] row, Duration length) {
        return new Slot(Instant.ofEpochSecond(((Number) row[0]).longValue()), length);
    }
}
