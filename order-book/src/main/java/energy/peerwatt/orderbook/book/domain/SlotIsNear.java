package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.orderbook.market.domain.MarketTerms;
import java.time.Instant;
import java.util.Optional;

/** The book of a slot opens a day ahead. */
final class SlotIsNear implements PlacementRule {
    @Override
    public Optional<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        Instant last = submittedAt.plus(MarketTerms.OPENS_AHEAD);
        return draft.slotStart().isAfter(last)
                ? Optional.of(new Violation(
                        "slot-too-far", "slot", "books open 24 h ahead, now up to " + last + ": " + draft.slotStart()))
                : Optional.empty();
    }
}
