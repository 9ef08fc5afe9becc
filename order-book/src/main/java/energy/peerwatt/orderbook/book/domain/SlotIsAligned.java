package energy.peerwatt.orderbook.book.domain;

import java.time.Instant;
import java.util.Optional;

/** Slots start on the market's grid. */
final class SlotIsAligned implements PlacementRule {
    @Override
    public Optional<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        return book.terms()
                .filter(terms -> !terms.isAligned(draft.slotStart()))
                .map(terms -> new Violation(
                        "slot-not-aligned",
                        "slot",
                        "slots start every " + terms.slotLength() + ", none starts at " + draft.slotStart()));
    }
}
