package energy.peerwatt.orderbook.book.domain;

import java.time.Instant;
import java.util.Optional;

/** Energy is traded where the meter is. */
final class ZoneIsTheMembers implements PlacementRule {
    @Override
    public Optional<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        return book.member(draft.account())
                .filter(member -> book.hasZone(draft) && !member.zone().equals(draft.zone()))
                .map(member -> new Violation(
                        "zone-not-the-members",
                        "zone",
                        "the member is in " + member.zone() + ", not in " + draft.zone()));
    }
}
