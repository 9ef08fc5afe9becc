package energy.peerwatt.orderbook.book.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The book of a slot opens a day ahead. */
final class SlotIsNear implements PlacementRule {
    private static final Duration OPENS_AHEAD = Duration.ofHours(24);

    @Override
    public Optional<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        Instant last = submittedAt.plus(OPENS_AHEAD);
        return draft.slotStart().isAfter(last)
                ? Optional.of(new Violation(
                        "slot-too-far", "slot", "books open 24 h ahead, now up to " + last + ": " + draft.slotStart()))
                : Optional.empty();
    }
}
