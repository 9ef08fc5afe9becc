package energy.peerwatt.orderbook.book.domain;

import java.time.Instant;
import java.util.Optional;

/** The zone is one of the community when the slot is sealed. */
final class ZoneIsKnown implements PlacementRule {
    @Override
    public Optional<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        return book.hasZone(draft)
                ? Optional.empty()
                : Optional.of(new Violation("zone-unknown", "zone", "no such zone: " + draft.zone()));
    }
}
