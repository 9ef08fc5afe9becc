package energy.peerwatt.orderbook.book.store;

import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.orderbook.book.domain.CommandId;
import energy.peerwatt.orderbook.book.domain.CommunityState;
import energy.peerwatt.orderbook.config.BulkSql;
import energy.peerwatt.orderbook.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** What the writer of a partition needs: to begin where it stands, and to store a batch in one transaction. */
@ApplicationScoped
public class BookStore {
    private final Mutiny.SessionFactory database;
    private final StateLoader loader;
    private final Outbox outbox;

    BookStore(Mutiny.SessionFactory database, StateLoader loader, Outbox outbox) {
        this.database = database;
        this.loader = loader;
        this.outbox = outbox;
    }

    /** A partition as it is stored. */
    public record PartitionState(long nextOffset, List<CommunityState> communities) {
        public PartitionState {
            communities = List.copyOf(communities);
        }
    }

    /** What of a batch is known from before it. */
    public record Known(Set<CommandId> commands, Set<OrderId> orders) {}

    /** @param firstOffset where a partition begins that nobody has written yet */
    public Uni<PartitionState> load(int partition, long firstOffset) {
        return database.withTransaction(session -> session.createNativeQuery(
                        "INSERT INTO partition_offset VALUES (:partition, :first) ON CONFLICT DO NOTHING")
                .setParameter("partition", partition)
                .setParameter("first", firstOffset)
                .executeUpdate()
                .chain(() -> session.find(PartitionRow.class, partition))
                .chain(row -> loader.ofPartition(session, partition)
                        .map(communities -> new PartitionState(row.nextOffset, communities))));
    }

    public Uni<Known> known(Collection<CommandId> commands, Collection<OrderId> orders) {
        List<UUID> commandIds = commands.stream().map(CommandId::value).toList();
        List<UUID> orderIds = orders.stream().map(OrderId::value).toList();
        return database.withStatelessSession(session -> session.createSelectionQuery(
                        "select c.id from CommandRow c where c.id in (:ids)", UUID.class)
                .setParameter("ids", commandIds)
                .getResultList()
                .chain(knownCommands -> session.createSelectionQuery(
                                "select o.orderId from OrderRow o where o.orderId in (:ids)", UUID.class)
                        .setParameter("ids", orderIds)
                        .getResultList()
                        .map(knownOrders -> known(knownCommands, knownOrders))));
    }

    private static Known known(List<UUID> commands, List<UUID> orders) {
        Set<CommandId> knownCommands = new HashSet<>();
        commands.forEach(id -> knownCommands.add(new CommandId(id)));
        Set<OrderId> knownOrders = new HashSet<>();
        orders.forEach(id -> knownOrders.add(new OrderId(id)));
        return new Known(knownCommands, knownOrders);
    }

    /** Fails with {@link Fenced}, having stored nothing, if the partition is not where the batch expects it. */
    public Uni<Void> commit(BatchOutcome batch) {
        Rows rows = new Rows(batch.partition());
        batch.decided().forEach(decided -> rows.add(decided.command(), decided.outcome()));
        return database.withStatelessTransaction(session -> moveOn(session, batch)
                .chain(() -> BulkSql.execute(session, Statements.COMMUNITIES, rows.communities()))
                .chain(() -> BulkSql.execute(session, Statements.ZONES, rows.zones()))
                .chain(() -> BulkSql.execute(session, Statements.GONE_ZONES, rows.zones()))
                .chain(() -> BulkSql.execute(session, Statements.MEMBERS, rows.members()))
                .chain(() -> BulkSql.execute(session, Statements.BALANCES, rows.balances()))
                .chain(() -> BulkSql.execute(session, Statements.RESERVATIONS, rows.reservations()))
                .chain(() -> BulkSql.execute(session, Statements.GONE_RESERVATIONS, rows.reservations()))
                .chain(() -> BulkSql.execute(session, Statements.NEW_ORDERS, rows.newOrders()))
                .chain(() -> BulkSql.execute(session, Statements.ENDED_ORDERS, rows.endedOrders()))
                .chain(() -> BulkSql.execute(session, Statements.CLOSED_ZONES, rows.closedZones()))
                .chain(() -> BulkSql.execute(session, Statements.SEALED, rows.sealed()))
                .chain(() -> BulkSql.execute(session, Statements.TRADES, rows.trades()))
                .chain(() -> rows.writeOthers(session))
                .chain(() -> BulkSql.execute(session, Statements.COMMANDS, rows.commands()))
                .chain(() -> outbox.put(session, batch.events())));
    }

    /**
     * Forgets that commands issued before then were dealt with, the oldest first, some at a time.
     *
     * @return how many
     */
    public Uni<Integer> forgetCommands(Instant before) {
        return database.withStatelessTransaction(session -> session.createNativeQuery(
                        "DELETE FROM processed_command WHERE id IN (SELECT id FROM processed_command"
                                + " WHERE issued_at < :before ORDER BY issued_at LIMIT 50000)")
                .setParameter("before", before)
                .executeUpdate());
    }

    private static Uni<Void> moveOn(Mutiny.StatelessSession session, BatchOutcome batch) {
        return session.createMutationQuery(
                        "update PartitionRow set nextOffset = :next where partition = :partition and nextOffset = :expected")
                .setParameter("next", batch.nextOffset())
                .setParameter("partition", batch.partition())
                .setParameter("expected", batch.expectedOffset())
                .executeUpdate()
                .invoke(updated -> {
                    if (updated != 1) {
                        throw new Fenced(batch.partition(), batch.expectedOffset());
                    }
                })
                .replaceWithVoid();
    }
}
