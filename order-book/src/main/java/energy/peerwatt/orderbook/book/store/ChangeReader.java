package energy.peerwatt.orderbook.book.store;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.TradeId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.book.domain.CommunityState;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.SlotCourse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What changed in a community's books since a mark, on any replica: what is committed. A transaction sees one moment of
 * the books, whatever is committed meanwhile.
 */
@ApplicationScoped
public class ChangeReader {
    private static final String ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

    private static final String MARK = """
            SELECT greatest(0, (SELECT max(changed_at) FROM slot_change WHERE community_id = :community),
                (SELECT changed_at FROM market_change WHERE community_id = :community))""";

    /** An open slot changes with the market around it, too. */
    private static final String SLOTS = """
            SELECT slot_start
            FROM slot_change s
            WHERE community_id = :community AND slot_start >= :first AND (changed_at > :mark
                OR slot_start >= :next AND EXISTS (
                    SELECT 1 FROM market_change m WHERE m.community_id = s.community_id AND m.changed_at > :mark))
            ORDER BY slot_start""";

    private static final String TRADES = """
            SELECT id, cast(extract(epoch FROM slot_start) AS bigint), from_zone, to_zone, energy_wh, price, fee, congestion, seller, buyer
            FROM trade
            WHERE community_id = :community AND slot_start IN (:slots)
            ORDER BY slot_start, round, trade_index""";

    private final Mutiny.SessionFactory database;
    private final StateLoader loader;

    ChangeReader(Mutiny.SessionFactory database, StateLoader loader) {
        this.database = database;
        this.loader = loader;
    }

    public record Trade(
            TradeId id,
            Instant slotStart,
            GridZoneId from,
            GridZoneId to,
            Energy energy,
            Price price,
            Price fee,
            Price congestion,
            AccountId seller,
            AccountId buyer) {}

    /**
     * @param mark to ask with the next time
     * @param next the first slot that is not sealed
     * @param first the first slot that was asked about
     * @param changed slots from {@code first} on that are other than at the mark before, ascending
     * @param state with the orders of the changed slots, without money
     * @param trades of the changed slots, in the order they were made
     * @param courses of the changed slots
     */
    public record Changed(
            long mark,
            MarketTerms terms,
            Slot next,
            Slot first,
            List<Slot> changed,
            CommunityState state,
            List<Trade> trades,
            Map<Instant, SlotCourse> courses) {}

    public Uni<Boolean> exists(CommunityId community) {
        return database.withSession(session -> session.find(CommunityRow.class, community.value()))
                .map(Objects::nonNull);
    }

    /**
     * @param mark -1 for everything
     * @param kept how many sealed slots are of interest
     * @return empty if nothing changed, or there is no market
     */
    public Uni<Optional<Changed>> since(CommunityId community, long mark, int kept) {
        return database.withTransaction(session -> session.createNativeQuery(ONE_MOMENT)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(MARK, Long.class)
                        .setParameter("community", community.value())
                        .getSingleResult())
                .chain(last -> last <= mark
                        ? Uni.createFrom().item(Optional.empty())
                        : session.find(CommunityRow.class, community.value())
                                .chain(row -> row == null || row.terms().isEmpty()
                                        ? Uni.createFrom().item(Optional.empty())
                                        : changed(session, row, mark, last, kept)
                                                .map(Optional::of))));
    }

    private Uni<Changed> changed(Mutiny.Session session, CommunityRow row, long mark, long last, int kept) {
        MarketTerms terms = row.terms().orElseThrow();
        Slot next = row.next().orElse(terms.first());
        Slot first = new Slot(next.start().minus(terms.slotLength().multipliedBy(kept)), terms.slotLength());
        return session.createNativeQuery(SLOTS, Instant.class)
                .setParameter("community", row.id)
                .setParameter("first", first.start())
                .setParameter("next", next.start())
                .setParameter("mark", mark)
                .getResultList()
                .chain(starts -> loader.ofSlots(session, row, starts)
                        .chain(state -> trades(session, row.id, starts)
                                .chain(trades -> SettlementRows.courses(session, row.id, terms, next, starts)
                                        .map(courses -> new Changed(
                                                last,
                                                terms,
                                                next,
                                                first,
                                                starts.stream()
                                                        .map(terms::slotAt)
                                                        .toList(),
                                                state,
                                                trades,
                                                courses)))));
    }

    private static Uni<List<Trade>> trades(Mutiny.Session session, UUID community, Collection<Instant> slots) {
        if (slots.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return session.createNativeQuery(TRADES, Object[].class)
                .setParameter("community", community)
                .setParameter("slots", slots)
                .getResultList()
                .map(rows -> rows.stream().map(ChangeReader::trade).toList());
    }

    private static Trade trade(Object[] row) {
        return new Trade(
                new TradeId((UUID) row[0]),
                Instant.ofEpochSecond((Long) row[1]),
                new GridZoneId((String) row[2]),
                new GridZoneId((String) row[3]),
                new Energy((Long) row[4]),
                new Price((Long) row[5]),
                new Price((Long) row[6]),
                new Price((Long) row[7]),
                new AccountId((UUID) row[8]),
                new AccountId((UUID) row[9]));
    }
}
