package energy.peerwatt.orderbook.book.store;

import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.orderbook.book.domain.CommandId;
import energy.peerwatt.orderbook.book.domain.CommunityState;
import energy.peerwatt.orderbook.config.BulkSql;
import energy.peerwatt.orderbook.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
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
    public record Known(Set<CommandId> commands, Map<CommunityId, Set<OrderId>> orders) {
        public Set<OrderId> orders(CommunityId community) {
            return orders.getOrDefault(community, Set.of());
        }
    }

    /** Orders by both parts of their key, or the whole table would be looked through. */
    private static final String KNOWN = """
            SELECT cast(NULL AS uuid), c.id
            FROM jsonb_to_recordset(cast(cast(:commands AS text) AS jsonb)) AS r(id uuid)
                JOIN processed_command c ON c.id = r.id
            UNION ALL
            SELECT o.community_id, o.id
            FROM jsonb_to_recordset(cast(cast(:orders AS text) AS jsonb)) AS r(community_id uuid, id uuid)
                JOIN book_order o ON o.community_id = r.community_id AND o.id = r.id""";

    private record CommandKey(UUID id) {}

    private record OrderKey(UUID communityId, UUID id) {}

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

    public Uni<Known> known(Collection<CommandId> commands, Map<CommunityId, Set<OrderId>> orders) {
        List<CommandKey> commandKeys =
                commands.stream().map(id -> new CommandKey(id.value())).toList();
        List<OrderKey> orderKeys = orders.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(id -> new OrderKey(entry.getKey().value(), id.value())))
                .toList();
        return database.withStatelessSession(session -> session.createNativeQuery(KNOWN, Object[].class)
                .setParameter("commands", BulkSql.json(commandKeys))
                .setParameter("orders", BulkSql.json(orderKeys))
                .getResultList()
                .map(BookStore::known));
    }

    private static Known known(List<Object[]> rows) {
        Set<CommandId> commands = new HashSet<>();
        Map<CommunityId, Set<OrderId>> orders = new HashMap<>();
        for (Object[] row : rows) {
            UUID id = (UUID) row[1];
            if (row[0] == null) {
                commands.add(new CommandId(id));
            } else {
                orders.computeIfAbsent(new CommunityId((UUID) row[0]), community -> new HashSet<>())
                        .add(new OrderId(id));
            }
        }
        return new Known(commands, orders);
    }

    /** Fails with {@link Fenced}, having stored nothing, if the partition is not where the batch expects it. */
    public Uni<Void> commit(BatchOutcome batch) {
        Rows rows = new Rows(batch.partition());
        batch.decided().forEach(decided -> rows.add(decided.command(), decided.outcome()));
        return database.withStatelessTransaction(session -> moveOn(session, batch)
                .chain(() -> BulkSql.execute(session, Statements.COMMUNITIES, rows.communities()))
                .chain(() -> BulkSql.execute(session, Statements.ZONES, rows.zones()))
                .chain(() -> BulkSql.execute(session, Statements.GONE_ZONES, some(rows.zones(), Rows.ZoneFrom::gone)))
                .chain(() -> BulkSql.execute(session, Statements.MEMBERS, rows.members()))
                .chain(() -> BulkSql.execute(session, Statements.BALANCES, rows.balances()))
                .chain(() -> BulkSql.execute(session, Statements.RESERVATIONS, rows.reservations()))
                .chain(() -> BulkSql.execute(
                        session, Statements.GONE_RESERVATIONS, some(rows.reservations(), row -> row.amount() == 0)))
                .chain(() -> BulkSql.execute(session, Statements.NEW_ORDERS, rows.newOrders()))
                .chain(() -> BulkSql.execute(session, Statements.ENDED_ORDERS, rows.endedOrders()))
                .chain(() -> BulkSql.execute(session, Statements.CLOSED_ZONES, rows.closedZones()))
                .chain(() -> BulkSql.execute(session, Statements.SEALED, rows.sealed()))
                .chain(() -> BulkSql.execute(session, Statements.TRADES, rows.trades()))
                .chain(() -> rows.writeOthers(session))
                .chain(() -> BulkSql.execute(session, Statements.COMMANDS, rows.commands()))
                .chain(() -> outbox.put(session, batch.events())));
    }

    /** Without any, a statement is not sent. */
    private static <T> List<T> some(Collection<T> rows, Predicate<T> wanted) {
        return rows.stream().filter(wanted).toList();
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
