package energy.peerwatt.orderbook.book.domain;

import java.time.Instant;
import java.util.Optional;

/** Only members of the community trade in it. */
final class AccountIsMember implements PlacementRule {
    @Override
    public Optional<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        return book.member(draft.account()).isPresent()
                ? Optional.empty()
                : Optional.of(new Violation("account-unknown", "account", "no such member: " + draft.account()));
    }
}
