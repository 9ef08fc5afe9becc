package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import java.util.ArrayList;
import java.util.List;

/** Rounds in which a slot is traded. */
final class Rounds {
    private final BookContents book;

    Rounds(BookContents book) {
        this.book = book;
    }

    Outcome close(BookCommand.CloseGate command, MarketTerms terms) {
        Slot next = book.nextSlot == null ? terms.first() : book.nextSlot;
        if (!terms.isAligned(command.slotStart())) {
            return Outcome.Refused.because("slot-not-aligned", "slotStart", "no slot starts at " + command.slotStart());
        }
        Slot slot = terms.slotAt(command.slotStart());
        if (slot.compareTo(next) < 0) {
            return new Outcome.Done(List.of());
        }
        if (slot.compareTo(next) > 0) {
            return Outcome.Refused.because(
                    "slot-out-of-order", "slotStart", "the next slot to seal is " + next + ", not " + slot);
        }
        if (command.issuedAt().isBefore(terms.gateOf(slot))) {
            return Outcome.Refused.because(
                    "gate-open", "slotStart", "the gate of " + slot + " closes at " + terms.gateOf(slot));
        }
        Sealing sealing = Sealing.of(
                book.community, terms, slot, book.zones.at(slot.start()), book.orders.removeAll(slot), book.members);
        List<Effect> effects = new ArrayList<>(sealing.endedOrders());
        for (AccountId account : book.accounts.reservedFor(slot)) {
            Money bought = sealing.cost(account);
            book.changeReservation(account, slot, bought.minus(book.accounts.reserved(account, slot)), effects);
        }
        book.nextSlot = slot.next();
        effects.addAll(book.zones.forgetBefore(book.nextSlot.start()));
        effects.add(new Effect.SlotClosed(sealing.line()));
        effects.add(book.communityChanged());
        return new Outcome.Done(effects);
    }
}
