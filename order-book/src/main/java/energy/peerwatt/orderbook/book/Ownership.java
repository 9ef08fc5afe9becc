package energy.peerwatt.orderbook.book;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import energy.peerwatt.orderbook.book.domain.CommunityState;
import energy.peerwatt.orderbook.book.store.BookStore;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.jboss.logging.Logger;

/**
 * Which partitions of the command log are ours. With a partition come its books and the offset to go on from, both from
 * the database: what Kafka thinks was consumed plays no part.
 */
@ApplicationScoped
public class Ownership {
    private static final Logger LOG = Logger.getLogger(Ownership.class);

    static final String CHANNEL = "commands-in";
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final BookStore store;
    private final KafkaClientService kafka;
    private final Map<Integer, OwnedPartition> owned = new ConcurrentHashMap<>();
    private final Map<Integer, List<OwnedMarket>> markets = new ConcurrentHashMap<>();
    private final Set<Integer> lostLogs = ConcurrentHashMap.newKeySet();
    private volatile boolean answered;
    private volatile boolean stopping;

    Ownership(BookStore store, KafkaClientService kafka) {
        this.store = store;
        this.kafka = kafka;
    }

    /** Who is stopping at the same time hands partitions to us, and the database is closed before Kafka is. */
    void stop(@Observes @Priority(1) ShutdownEvent event) {
        stopping = true;
    }

    /**
     * Takes a partition whose log holds offsets {@code first} to {@code end}, half-open.
     *
     * @return the offset to go on from; empty if the books do not fit the log, or this replica is stopping: the partition
     *     then is left alone
     */
    OptionalLong take(int partition, long first, long end) {
        Optional<OwnedPartition> loaded = loadPatiently(partition, first);
        if (loaded.isEmpty()) {
            return OptionalLong.empty();
        }
        OwnedPartition books = loaded.get();
        long next = books.nextOffset();
        if (next < first || next > end) {
            // Commands are gone that the books have not seen, or the log is another one: going on would lose orders.
            lostLogs.add(partition);
            LOG.errorf(
                    "partition %d holds offsets %d to %d, but its books go on from %d: it is left alone",
                    partition, first, end, next);
            return OptionalLong.empty();
        }
        lostLogs.remove(partition);
        owned.put(partition, books);
        markets.put(partition, books.markets());
        LOG.infof(
                "partition %d is ours from offset %d, with %d markets",
                partition, next, books.markets().size());
        return OptionalLong.of(next);
    }

    /** A partition is no longer ours. */
    void give(int partition) {
        owned.remove(partition);
        markets.remove(partition);
        LOG.infof("partition %d is no longer ours", partition);
    }

    /** Kafka has told us what is ours. */
    void answered() {
        answered = true;
    }

    /** Nothing can be done without the books, so a database that is away is waited for. */
    private Optional<OwnedPartition> loadPatiently(int partition, long firstOffset) {
        while (!stopping) {
            try {
                return Optional.of(load(partition, firstOffset));
            } catch (RuntimeException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LOG.warnf(e, "partition %d: its books cannot be read, trying again", partition);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return Optional.empty();
    }

    private OwnedPartition load(int partition, long firstOffset) {
        return new OwnedPartition(partition, Awaiting.result(() -> store.load(partition, firstOffset)));
    }

    /** Empty if the partition is somebody else's now. */
    Optional<OwnedPartition> find(int partition) {
        return Optional.ofNullable(owned.get(partition));
    }

    /**
     * Whether a book of ours would take these orders. Nothing is said of a book of another replica, and a replica that
     * has lost one may not know it yet: so a yes promises nothing that the log would not decide, and a no is a reason
     * to ask the database.
     */
    boolean wouldTake(BookCommand.PlaceOrders command) {
        return owned.values().stream().anyMatch(books -> books.wouldTake(command));
    }

    /** Terms of a community and members, as far as a book of ours has them in memory. */
    Optional<CommunityState> outline(CommunityId community, Collection<AccountId> accounts) {
        return owned.values().stream()
                .flatMap(books -> books.outline(community, accounts).stream())
                .findFirst();
    }

    /** Throws away what is in memory and begins again from the database; nothing if the partition is not ours. */
    void rebuild(int partition) {
        OwnedPartition dropped = owned.get(partition);
        if (dropped != null && owned.replace(partition, dropped, load(partition, dropped.nextOffset()))) {
            refresh(partition);
        }
    }

    /** Lets the broker send again from {@code offset} on. */
    void readAgain(int partition, long offset) {
        LOG.warnf("partition %d: records are missing from offset %d on, reading again", partition, offset);
        kafka.getConsumer(CHANNEL)
                .runOnPollingThread((Consumer<Object, Object> consumer) -> consumer.assignment().stream()
                        .filter(assigned -> assigned.partition() == partition)
                        .forEach(assigned -> consumer.seek(assigned, offset)))
                .await()
                .indefinitely();
    }

    /** Makes known what a stored batch changed. */
    void refresh(int partition) {
        owned.computeIfPresent(partition, (p, books) -> {
            markets.put(p, books.markets());
            return books;
        });
    }

    /** All markets that are ours. */
    public List<OwnedMarket> markets() {
        return markets.values().stream().flatMap(List::stream).toList();
    }

    /** Whether Kafka has ever given us an answer. */
    boolean isAnswered() {
        return answered;
    }

    /** Partitions whose log and books do not fit together. */
    Set<Integer> lostLogs() {
        return Set.copyOf(lostLogs);
    }
}
