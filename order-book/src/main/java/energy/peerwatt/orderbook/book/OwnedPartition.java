package energy.peerwatt.orderbook.book;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import energy.peerwatt.orderbook.book.domain.CommandId;
import energy.peerwatt.orderbook.book.domain.CommunityBook;
import energy.peerwatt.orderbook.book.domain.CommunityState;
import energy.peerwatt.orderbook.book.domain.OrderDraft;
import energy.peerwatt.orderbook.book.domain.Outcome;
import energy.peerwatt.orderbook.book.store.BatchOutcome;
import energy.peerwatt.orderbook.book.store.BookStore;
import energy.peerwatt.orderbook.outbox.OutboxEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The books of one partition in memory, at one offset. Deciding a batch changes them; if the batch cannot be stored
 * this object must be thrown away and made again from the database.
 */
final class OwnedPartition {
    private final int partition;
    /** Longer than a command takes that is none of a round. */
    private static final long PATIENCE_MILLIS = 2;

    private final Map<CommunityId, CommunityBook> books = new ConcurrentHashMap<>();
    /** Of all books; fair, so that who asks comes in between two commands of a batch. */
    private final ReentrantLock lock = new ReentrantLock(true);

    /** Of {@link System#nanoTime()}, when the command began that is being carried out; 0 while there is none. */
    private volatile long busySince;

    private long nextOffset;
    private long gapSeenAt = -1;

    OwnedPartition(int partition, BookStore.PartitionState state) {
        this.partition = partition;
        this.nextOffset = state.nextOffset();
        state.communities().forEach(community -> books.put(community.community(), CommunityBook.restore(community)));
    }

    long nextOffset() {
        return nextOffset;
    }

    /**
     * Whether the log really goes on at {@code offset}, with nothing between. Records that were polled before a
     * rebalance may arrive late and ahead of others; only when the broker gives the same one again is nothing there.
     */
    boolean goesOnAt(long offset) {
        if (offset == nextOffset || offset == gapSeenAt) {
            return true;
        }
        gapSeenAt = offset;
        return false;
    }

    /**
     * Whether a book here, as it stands in memory, would take these orders. What it has decided may not be stored yet.
     *
     * @return false, too, if the book is somebody else's or busy; nobody who asks waits for a round
     */
    boolean wouldTake(BookCommand.PlaceOrders command) {
        return ask(command.community(), book -> book.wouldTake(command)).orElse(false);
    }

    /** As {@link CommunityBook#outline}; empty, too, if the book is somebody else's or busy. */
    Optional<CommunityState> outline(CommunityId community, Collection<AccountId> accounts) {
        return ask(community, book -> book.outline(accounts)).flatMap(Function.identity());
    }

    private <T> Optional<T> ask(CommunityId community, Function<CommunityBook, T> question) {
        CommunityBook book = books.get(community);
        if (book == null || !isLockedSoon()) {
            return Optional.empty();
        }
        try {
            return Optional.of(question.apply(book));
        } finally {
            lock.unlock();
        }
    }

    /** Whoever asks is on an event loop: all of them together wait for one command no longer than one would. */
    private boolean isLockedSoon() {
        long since = busySince;
        if (since != 0 && System.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)) {
            return false;
        }
        try {
            return lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Markets that are open, as they stand. */
    List<OwnedMarket> markets() {
        List<OwnedMarket> markets = new ArrayList<>();
        for (CommunityBook book : books.values()) {
            book.terms()
                    .ifPresent(terms -> markets.add(new OwnedMarket(
                            book.community(), terms, book.nextSlot().orElse(terms.first()))));
        }
        return markets;
    }

    /** Thrown when a command breaks the book itself: a fault of ours, and no reason to stand still for ever. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final long offset;

        Broken(long offset, Throwable cause) {
            super("the command at offset " + offset + " cannot be carried out", cause);
            this.offset = offset;
        }

        long offset() {
            return offset;
        }
    }

    /**
     * Carries out a batch in memory.
     *
     * @param known what of it is known from before; such a command has no effect again
     */
    BatchOutcome decide(List<LoggedCommand> batch, BookStore.Known known) {
        lock.lock();
        try {
            books.values().forEach(book -> book.noteUsedIds(known.orders(book.community())));
        } finally {
            lock.unlock();
        }
        Set<CommandId> seen = new HashSet<>(known.commands());
        List<BatchOutcome.Decided> decided = new ArrayList<>();
        List<OutboxEvent> events = new ArrayList<>();
        for (LoggedCommand logged : batch) {
            switch (logged) {
                case LoggedCommand.Unreadable(long offset, OutboxEvent letter) -> events.add(letter);
                case LoggedCommand.Readable(long offset, BookCommand command) -> {
                    if (!command.countsOncePerId() || seen.add(command.id())) {
                        Outcome outcome = apply(command, offset, known.orders(command.community()));
                        decided.add(new BatchOutcome.Decided(command, outcome));
                        events.addAll(BookEvents.of(command, outcome));
                    }
                }
            }
        }
        return new BatchOutcome(partition, nextOffset, batch.getLast().offset() + 1, decided, events);
    }

    private Outcome apply(BookCommand command, long offset, Set<OrderId> usedIds) {
        lock.lock();
        busySince = System.nanoTime() | 1;
        try {
            CommunityBook book = books.get(command.community());
            if (book != null) {
                return book.apply(command);
            }
            CommunityBook fresh = CommunityBook.restore(CommunityState.unknown(command.community()));
            fresh.noteUsedIds(usedIds);
            Outcome outcome = fresh.apply(command);
            if (outcome instanceof Outcome.Done) {
                books.put(command.community(), fresh);
            }
            return outcome;
        } catch (RuntimeException e) {
            throw new Broken(offset, e);
        } finally {
            busySince = 0;
            lock.unlock();
        }
    }

    /** The batch is stored. */
    void stored(BatchOutcome batch) {
        nextOffset = batch.nextOffset();
    }

    static Set<CommandId> commandIds(List<LoggedCommand> batch) {
        Set<CommandId> ids = new HashSet<>();
        for (LoggedCommand logged : batch) {
            if (logged instanceof LoggedCommand.Readable(long offset, BookCommand command)) {
                ids.add(command.id());
            }
        }
        return ids;
    }

    static Map<CommunityId, Set<OrderId>> orderIds(List<LoggedCommand> batch) {
        Map<CommunityId, Set<OrderId>> ids = new HashMap<>();
        for (LoggedCommand logged : batch) {
            if (logged instanceof LoggedCommand.Readable(long offset, BookCommand command)) {
                orderIds(command)
                        .forEach(id -> ids.computeIfAbsent(command.community(), community -> new HashSet<>())
                                .add(id));
            }
        }
        return ids;
    }

    private static Stream<OrderId> orderIds(BookCommand command) {
        if (command instanceof BookCommand.PlaceOrders place) {
            return place.orders().stream().map(OrderDraft::id);
        }
        if (command instanceof BookCommand.PlaceUnderMandate place) {
            return place.orders().stream().map(wish -> wish.draft().id());
        }
        return command instanceof BookCommand.ReplaceOrder replace
                ? Stream.of(replace.by().id())
                : Stream.empty();
    }
}
