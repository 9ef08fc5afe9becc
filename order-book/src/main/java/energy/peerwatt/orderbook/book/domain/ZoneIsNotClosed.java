package energy.peerwatt.orderbook.book.domain;

import java.time.Instant;
import java.util.Optional;

/** The grid operator may close a zone for a slot before its gate. */
final class ZoneIsNotClosed implements PlacementRule {
    @Override
    public Optional<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        return book.slotOf(draft)
                .filter(slot -> book.isClosed(draft.zone(), slot))
                .map(slot -> new Violation(
                        "zone-closed",
                        "zone",
                        "the grid operator has closed " + draft.zone() + " or a zone above it for " + slot.start()));
    }
}
