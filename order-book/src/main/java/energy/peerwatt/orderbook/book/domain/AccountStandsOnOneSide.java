package energy.peerwatt.orderbook.book.domain;

import java.time.Instant;
import java.util.Optional;

/** Nobody trades with themselves: in a slot an account either sells or buys. */
final class AccountStandsOnOneSide implements PlacementRule {
    @Override
    public Optional<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        return book.slotOf(draft)
                .flatMap(slot -> book.sideOf(draft.account(), slot))
                .filter(side -> side != draft.side())
                .map(side -> new Violation(
                        "self-match",
                        "side",
                        "the account already has an order to " + side + " in this slot, or did " + side
                                + ", and could trade with itself"));
    }
}
