package energy.peerwatt.orderbook.book.store;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.orderbook.book.domain.CommandId;
import energy.peerwatt.orderbook.book.domain.CommunityState;
import energy.peerwatt.orderbook.book.domain.Violation;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.SlotCourse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What anybody may read of the books, on any replica: what is committed. */
@ApplicationScoped
public class BookReader {
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final Mutiny.SessionFactory database;
    private final StateLoader loader;

    BookReader(Mutiny.SessionFactory database, StateLoader loader) {
        this.database = database;
        this.loader = loader;
    }

    /**
     * A sealed slot in short.
     *
     * @param bookHash of its last round, as the other hash
     * @param orders that waited at its gate
     * @param trades of all rounds
     */
    public record SealedSlot(
            Instant slotStart, String bookHash, String resultHash, int orders, int trades, int rounds) {}

    /** Empty if nothing was ever said about the community. */
    public Uni<Optional<CommunityState>> community(CommunityId community) {
        return database.withSession(session -> loader.whole(session, community));
    }

    /** As {@link #community}, with what concerns these accounts only. */
    public Uni<Optional<CommunityState>> community(CommunityId community, Collection<AccountId> accounts) {
        return database.withSession(session -> loader.of(session, community, accounts));
    }

    /** As {@link #community}, with the orders of this slot only and without balances and reservations. */
    public Uni<Optional<CommunityState>> ofSlot(CommunityId community, Instant slotStart) {
        return database.withSession(session -> session.find(CommunityRow.class, community.value())
                .chain(row -> row == null
                        ? Uni.createFrom().item(Optional.empty())
                        : loader.ofSlots(session, row, List.of(slotStart)).map(Optional::of)));
    }

    /** Empty until the command was dealt with; then why it was refused, no violations if it was not. */
    public Uni<Optional<List<Violation>>> outcome(CommandId command) {
        return database.withSession(session -> session.find(CommandRow.class, command.value()))
                .map(row -> row == null ? Optional.empty() : Optional.of(Violations.read(row.violations)));
    }

    public Uni<List<OrderView>> orders(CommunityId community, Collection<OrderId> ids) {
        return database.withSession(session -> session.createSelectionQuery(
                        "from OrderRow where communityId = :community and orderId in (:ids)", OrderRow.class)
                .setParameter("community", community.value())
                .setParameter("ids", ids.stream().map(OrderId::value).toList())
                .getResultList()
                .map(rows -> rows.stream().map(OrderRow::view).toList()));
    }

    /**
     * Orders of an account, the latest slot first, then the latest order.
     *
     * @param slotStart of one slot; absent for all
     */
    public Uni<List<OrderView>> orders(
            CommunityId community, AccountId account, @Nullable Instant slotStart, int limit) {
        return database.withSession(session -> session.createSelectionQuery(
                        "from OrderRow where communityId = :community and accountId = :account"
                                + " and slotStart between :from and :to order by slotStart desc, orderId desc",
                        OrderRow.class)
                .setParameter("community", community.value())
                .setParameter("account", account.value())
                .setParameter("from", slotStart == null ? Instant.EPOCH : slotStart)
                .setParameter("to", slotStart == null ? LATEST : slotStart)
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(OrderRow::view).toList()));
    }

    /** Members whom partners of their trades may know, if they are shown too. */
    public Uni<Set<AccountId>> shown(CommunityId community) {
        return database.withSession(session -> session.createSelectionQuery(
                        "from MemberRow where communityId = :community and neighbours is not null", MemberRow.class)
                .setParameter("community", community.value())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(MemberRow::member)
                        .filter(Member::tellsPartners)
                        .map(Member::account)
                        .collect(Collectors.toSet())));
    }

    /** How far slots have come that start then; those that no market has, or not then, are missing. */
    public Uni<Map<Instant, SlotCourse>> courses(CommunityId community, Collection<Instant> starts) {
        return database.withSession(session -> session.find(CommunityRow.class, community.value())
                .chain(row -> {
                    MarketTerms terms = row == null ? null : row.terms().orElse(null);
                    if (terms == null) {
                        return Uni.createFrom().item(Map.of());
                    }
                    return SettlementRows.courses(
                            session,
                            community.value(),
                            terms,
                            row.next().orElse(terms.first()),
                            starts.stream()
                                    .filter(start -> terms.isAligned(start) && !start.isBefore(terms.firstSlot()))
                                    .toList());
                }));
    }

    /** Sealed slots after {@code after}, or from the first, ascending. */
    public Uni<List<SealedSlot>> slots(CommunityId community, @Nullable Instant after, int limit) {
        return database.withSession(session -> session.createSelectionQuery(
                        "from SealedBookRow where communityId = :community and slotStart > :after and last"
                                + " order by slotStart",
                        SealedBookRow.class)
                .setParameter("community", community.value())
                .setParameter("after", from(after))
                .setMaxResults(limit)
                .getResultList()
                .chain(last -> tradesOf(session, community, last)
                        .map(trades -> last.stream()
                                .map(row -> new SealedSlot(
                                        row.slotStart,
                                        row.bookHash,
                                        row.resultHash,
                                        row.orders,
                                        trades.getOrDefault(row.slotStart, 0),
                                        row.round + 1))
                                .toList())));
    }

    private static Uni<Map<Instant, Integer>> tradesOf(
            Mutiny.Session session, CommunityId community, List<SealedBookRow> slots) {
        if (slots.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createSelectionQuery(
                        "select b.slotStart, sum(b.trades) from SealedBookRow b where b.communityId = :community"
                                + " and b.slotStart between :first and :last group by b.slotStart",
                        Object[].class)
                .setParameter("community", community.value())
                .setParameter("first", slots.getFirst().slotStart)
                .setParameter("last", slots.getLast().slotStart)
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> (Instant) row[0], row -> ((Number) row[1]).intValue())));
    }

    /** The bundle line of a round, the slot's last one so far if none is named. */
    public Uni<Optional<String>> line(CommunityId community, Instant slotStart, @Nullable Integer round) {
        return database.withSession(session -> session.createSelectionQuery(
                        "select line from SealedBookRow where communityId = :community and slotStart = :start"
                                + " and (:round < 0 or round = :round) order by round desc",
                        String.class)
                .setParameter("community", community.value())
                .setParameter("start", slotStart)
                .setParameter("round", round == null ? -1 : round)
                .setMaxResults(1)
                .getResultList()
                .map(lines -> lines.stream().findFirst()));
    }

    private static Instant from(@Nullable Instant after) {
        return after == null ? Instant.EPOCH.minusSeconds(1) : after;
    }
}
