package energy.peerwatt.orderbook.book.store;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.orderbook.book.domain.CommandId;
import energy.peerwatt.orderbook.book.domain.CommunityState;
import energy.peerwatt.orderbook.book.domain.Violation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What anybody may read of the books, on any replica: what is committed. */
@ApplicationScoped
public class BookReader {
    private final Mutiny.SessionFactory database;
    private final StateLoader loader;

    BookReader(Mutiny.SessionFactory database, StateLoader loader) {
        this.database = database;
        this.loader = loader;
    }

    /** A sealed slot in short. */
    public record SealedSlot(Instant slotStart, String bookHash, String resultHash, int orders, int trades) {}

    /** Empty if nothing was ever said about the community. */
    public Uni<Optional<CommunityState>> community(CommunityId community) {
        return database.withSession(session -> loader.whole(session, community));
    }

    /** As {@link #community}, with what concerns these accounts only. */
    public Uni<Optional<CommunityState>> community(CommunityId community, Collection<AccountId> accounts) {
        return database.withSession(session -> loader.of(session, community, accounts));
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

    /** Sealed slots after {@code after}, or from the first, ascending. */
    public Uni<List<SealedSlot>> slots(CommunityId community, @Nullable Instant after, int limit) {
        return sealedBooks(community, after, limit)
                .map(rows -> rows.stream()
                        .map(row -> new SealedSlot(row.slotStart, row.bookHash, row.resultHash, row.orders, row.trades))
                        .toList());
    }

    /** The bundle lines of sealed slots after {@code after}, or from the first, ascending. */
    public Uni<List<String>> lines(CommunityId community, @Nullable Instant after, int limit) {
        return sealedBooks(community, after, limit)
                .map(rows -> rows.stream().map(row -> row.line).toList());
    }

    /** The bundle line of one slot, if it is sealed. */
    public Uni<Optional<String>> line(CommunityId community, Instant slotStart) {
        return database.withSession(session -> session.createSelectionQuery(
                        "from SealedBookRow where communityId = :community and slotStart = :start", SealedBookRow.class)
                .setParameter("community", community.value())
                .setParameter("start", slotStart)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(found -> found.line)));
    }

    private Uni<List<SealedBookRow>> sealedBooks(CommunityId community, @Nullable Instant after, int limit) {
        return database.withSession(session -> session.createSelectionQuery(
                        "from SealedBookRow where communityId = :community and slotStart > :after order by slotStart",
                        SealedBookRow.class)
                .setParameter("community", community.value())
                .setParameter("after", after == null ? Instant.EPOCH.minusSeconds(1) : after)
                .setMaxResults(limit)
                .getResultList());
    }
}
