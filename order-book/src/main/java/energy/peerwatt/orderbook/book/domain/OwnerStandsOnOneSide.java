package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.orderbook.market.domain.Member;
import java.time.Instant;
import java.util.Optional;

/** Nobody trades with themselves by two accounts either: all accounts of one owner sell or buy in a slot. */
final class OwnerStandsOnOneSide implements PlacementRule {
    @Override
    public Optional<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        String owner = book.member(draft.account())
                .map(member -> member.connection().owner())
                .orElse(null);
        if (owner == null) {
            return Optional.empty();
        }
        return book.slotOf(draft)
                .flatMap(slot -> book.members.values().stream()
                        .filter(other -> owner.equals(other.connection().owner()))
                        .map(Member::account)
                        .filter(other -> !other.equals(draft.account()))
                        .flatMap(other -> book.sideOf(other, slot).stream())
                        .filter(side -> side != draft.side())
                        .findFirst())
                .map(side -> new Violation(
                        "self-match",
                        "side",
                        "another account of the same owner has an order to " + side
                                + " in this slot, or did, and could trade with this one"));
    }
}
