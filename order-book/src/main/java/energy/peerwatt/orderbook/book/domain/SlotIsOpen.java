package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import java.time.Instant;
import java.util.Optional;

/** Orders come before the gate, and never after the book was sealed. */
final class SlotIsOpen implements PlacementRule {
    @Override
    public Optional<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        return book.slotOf(draft)
                .flatMap(slot -> book.terms().flatMap(terms -> closed(slot, submittedAt, terms, book)));
    }

    private static Optional<Violation> closed(Slot slot, Instant submittedAt, MarketTerms terms, BookContents book) {
        if (slot.compareTo(terms.first()) < 0) {
            return Optional.of(new Violation(
                    "slot-before-first",
                    "slot",
                    "trading starts with " + terms.first() + ", not with " + slot.start()));
        }
        if (book.isSealed(slot)) {
            return Optional.of(
                    new Violation("slot-sealed", "slot", "the book of this slot is sealed: " + slot.start()));
        }
        Instant gate = terms.gateOf(slot);
        return submittedAt.isBefore(gate)
                ? Optional.empty()
                : Optional.of(new Violation("after-gate", "slot", "the gate of this slot closed at " + gate));
    }
}
