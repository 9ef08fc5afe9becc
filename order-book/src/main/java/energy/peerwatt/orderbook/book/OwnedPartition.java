package energy.peerwatt.orderbook.book;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The books of one partition in memory, at one offset. Deciding a batch changes them; if the batch cannot be stored
 * this object must be thrown away and made again from the database.
 */
final class OwnedPartition {
    private final int partition;
    private final Map<CommunityId, CommunityBook> books = new HashMap<>();
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
        books.values().forEach(book -> book.noteUsedIds(known.orders()));
        Set<CommandId> seen = new HashSet<>(known.commands());
        List<BatchOutcome.Decided> decided = new ArrayList<>();
        List<OutboxEvent> events = new ArrayList<>();
        for (LoggedCommand logged : batch) {
            switch (logged) {
                case LoggedCommand.Unreadable(long offset, OutboxEvent letter) -> events.add(letter);
                case LoggedCommand.Readable(long offset, BookCommand command) -> {
                    if (!command.countsOncePerId() || seen.add(command.id())) {
                        Outcome outcome = apply(command, offset, known.orders());
                        decided.add(new BatchOutcome.Decided(command, outcome));
                        events.addAll(BookEvents.of(command, outcome));
                    }
                }
            }
        }
        return new BatchOutcome(partition, nextOffset, batch.getLast().offset() + 1, decided, events);
    }

    private Outcome apply(BookCommand command, long offset, Set<OrderId> usedIds) {
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

    static Set<OrderId> orderIds(List<LoggedCommand> batch) {
        Set<OrderId> ids = new HashSet<>();
        for (LoggedCommand logged : batch) {
            if (logged instanceof LoggedCommand.Readable(long offset, BookCommand.PlaceOrders place)) {
                place.orders().stream().map(OrderDraft::id).forEach(ids::add);
            } else if (logged instanceof LoggedCommand.Readable(long offset, BookCommand.ReplaceOrder replace)) {
                ids.add(replace.by().id());
            } else if (logged instanceof LoggedCommand.Readable(long offset, BookCommand.PlaceUnderMandate place)) {
                place.orders().forEach(wish -> ids.add(wish.draft().id()));
            }
        }
        return ids;
    }
}
