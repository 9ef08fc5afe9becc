package energy.peerwatt.orderbook.book.domain;

import java.time.Instant;
import java.util.Optional;

/** A member trades only once settlement has named its account: there is nowhere to book before. */
final class AccountIsOpen implements PlacementRule {
    @Override
    public Optional<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        if (book.member(draft.account()).isEmpty() || book.isOpenAccount(draft.account())) {
            return Optional.empty();
        }
        return Optional.of(new Violation(
                "account-not-open", "account", "the account has not been opened yet: " + draft.account()));
    }
}
