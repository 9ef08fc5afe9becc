package energy.peerwatt.orderbook.book.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.bundle.MandateLine;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.OrderLeaf;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.SignedMandate;
import energy.peerwatt.messages.evidence.SignedOrderBatch;
import energy.peerwatt.messages.evidence.TradingDomain;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.book.domain.HeldMandate;
import energy.peerwatt.orderbook.book.domain.MandateState;
import energy.peerwatt.orderbook.book.domain.MandatedOrder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Mandates, batches and the orders under them, as they are stored. */
@ApplicationScoped
public class MandateReader {
    private static final String LAST = """
            SELECT DISTINCT ON (account_id) account_id, chain_id, signed, given_at, withdrawn_at FROM trading_mandate
            WHERE community_id = :community{accounts} ORDER BY account_id, nonce DESC""";

    private static final String ORDERS = """
            SELECT account_id, order_id, mandate, side, slot_start, energy_wh, limit_micro, submitted_at FROM mandated_order
            WHERE community_id = :community AND slot_start >= :next{accounts}""";

    private static final String SPENT = """
            SELECT account_id, day, nano FROM day_spending
            WHERE community_id = :community AND day >= :today{accounts}""";

    private static final String LINES = """
            SELECT o.account_id, o.order_id, o.mandate, o.side, o.slot_start, o.energy_wh, o.limit_micro, o.submitted_at,
                o.path, m.signed AS signed_mandate, o.batch, b.signed AS signed_batch
            FROM mandated_order o
            JOIN trading_mandate m ON m.community_id = o.community_id AND m.hash = o.mandate
            JOIN order_batch b ON b.community_id = o.community_id AND b.hash = o.batch
            WHERE o.community_id = :community AND %s
            ORDER BY o.slot_start, o.order_id""";

    private final Mutiny.SessionFactory database;

    MandateReader(Mutiny.SessionFactory database) {
        this.database = database;
    }

    /**
     * What a book has to remember.
     *
     * @param accounts of which; null for all
     * @param next start of the first slot that is not sealed
     */
    static Uni<MandateState> state(
            Mutiny.Session session,
            UUID community,
            @Nullable Collection<UUID> accounts,
            Instant next,
            Duration slotLength) {
        long today = Math.floorDiv(next.getEpochSecond(), Duration.ofDays(1).toSeconds());
        return query(session, LAST, community, accounts)
                .getResultList()
                .chain(held -> query(session, ORDERS, community, accounts)
                        .setParameter("next", next)
                        .getResultList()
                        .chain(orders -> query(session, SPENT, community, accounts)
                                .setParameter("today", today)
                                .getResultList()
                                .map(spent -> new MandateState(
                                        held.stream().map(MandateReader::held).toList(),
                                        orders.stream()
                                                .map(row -> order(row, slotLength))
                                                .toList(),
                                        spent.stream().map(MandateReader::spent).toList()))));
    }

    private static Mutiny.SelectionQuery<Object[]> query(
            Mutiny.Session session, String sql, UUID community, @Nullable Collection<UUID> accounts) {
        String condition = accounts == null ? "" : " AND account_id IN (:accounts)";
        Mutiny.SelectionQuery<Object[]> query = session.createNativeQuery(
                        sql.replace("{accounts}", condition), Object[].class)
                .setParameter("community", community);
        return accounts == null ? query : query.setParameter("accounts", accounts);
    }

    private static HeldMandate held(Object[] row) {
        return new HeldMandate(
                new AccountId((UUID) row[0]),
                new TradingDomain(((Number) row[1]).longValue()),
                read(row[2], SignedMandate.class),
                time(row[3]),
                row[4] == null ? null : time(row[4]));
    }

    private static MandatedOrder order(Object[] row, Duration slotLength) {
        return new MandatedOrder(new AccountId((UUID) row[0]), leaf(row, slotLength));
    }

    private static OrderLeaf leaf(Object[] row, Duration slotLength) {
        return new OrderLeaf(
                new OrderId((UUID) row[1]),
                new Hash32((String) row[2]),
                Side.valueOf((String) row[3]),
                new Slot(time(row[4]), slotLength),
                new Energy(((Number) row[5]).longValue()),
                new Price(((Number) row[6]).longValue()),
                time(row[7]));
    }

    private static MandateState.Spent spent(Object[] row) {
        return new MandateState.Spent(
                new AccountId((UUID) row[0]),
                ((Number) row[1]).longValue(),
                Money.ofNano(((Number) row[2]).longValue()));
    }

    /** Bundle lines of sealed slots after {@code after}, or from the first, that have orders under mandates; ascending. */
    public Uni<List<MandateLine>> lines(CommunityId community, @Nullable Instant after, int limit) {
        String slots = """
                o.slot_start IN (
                    SELECT DISTINCT s.slot_start FROM mandated_order s JOIN community c ON c.id = s.community_id
                    WHERE s.community_id = :community AND s.slot_start > :after AND s.slot_start < c.next_slot
                    ORDER BY s.slot_start LIMIT :limit)""";
        return database.withSession(session -> slotLength(session, community)
                .chain(length -> session.createNativeQuery(LINES.formatted(slots), Object[].class)
                        .setParameter("community", community.value())
                        .setParameter("after", after == null ? Instant.EPOCH.minusSeconds(1) : after)
                        .setParameter("limit", limit)
                        .getResultList()
                        .map(rows -> lines(rows, length))));
    }

    /** What proves one order; empty for one that no agent placed. */
    public Uni<Optional<MandateLine>> proof(CommunityId community, OrderId order) {
        return database.withSession(session -> slotLength(session, community)
                .chain(length -> session.createNativeQuery(LINES.formatted("o.order_id = :order"), Object[].class)
                        .setParameter("community", community.value())
                        .setParameter("order", order.value())
                        .getResultList()
                        .map(rows -> lines(rows, length).stream().findFirst())));
    }

    private static Uni<Duration> slotLength(Mutiny.Session session, CommunityId community) {
        return session.find(CommunityRow.class, community.value())
                .map(row -> row == null ? Slot.NUMBER_UNIT : MandateReader.slotLength(row));
    }

    static Duration slotLength(CommunityRow row) {
        return row.terms().map(terms -> terms.slotLength()).orElse(Slot.NUMBER_UNIT);
    }

    private static List<MandateLine> lines(List<Object[]> rows, Duration slotLength) {
        Map<Instant, MandateLine.Collector> bySlot = new TreeMap<>();
        for (Object[] row : rows) {
            Instant start = time(row[4]);
            bySlot.computeIfAbsent(start, slot -> new MandateLine.Collector(new Slot(slot, slotLength)))
                    .add(
                            MandateLine.Proof.of(leaf(row, slotLength), new Hash32((String) row[10]), path(row[8])),
                            read(row[9], SignedMandate.class),
                            read(row[11], SignedOrderBatch.class));
        }
        return bySlot.values().stream().map(MandateLine.Collector::line).toList();
    }

    static Instant time(Object column) {
        return column instanceof OffsetDateTime time ? time.toInstant() : (Instant) column;
    }

    private static List<Hash32> path(Object text) {
        try {
            return Json.mapper().readValue((String) text, new TypeReference<List<Hash32>>() {});
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a path in the database cannot be read: " + text, e);
        }
    }

    private static <T> T read(Object text, Class<T> type) {
        try {
            return Json.mapper().readValue((String) text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot be read from the database: " + text, e);
        }
    }
}
