package energy.peerwatt.orderbook.book.store;

import energy.peerwatt.orderbook.book.domain.BookCommand;
import energy.peerwatt.orderbook.book.domain.Outcome;
import energy.peerwatt.orderbook.outbox.OutboxEvent;
import java.util.List;

/**
 * All that a batch of commands of one partition came to; stored as a whole or not at all.
 *
 * @param expectedOffset where the partition stood when the batch was decided
 * @param nextOffset where it stands after it
 * @param decided commands with what became of them, in their order; no repeats
 */
public record BatchOutcome(
        int partition, long expectedOffset, long nextOffset, List<Decided> decided, List<OutboxEvent> events) {
    public record Decided(BookCommand command, Outcome outcome) {}

    public BatchOutcome {
        decided = List.copyOf(decided);
        events = List.copyOf(events);
    }
}
