package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.event.BalancesChanged;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.time.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What members can spend, as settlement tells it. */
final class Funds {
    private final BookContents book;

    Funds(BookContents book) {
        this.book = book;
    }

    Outcome update(BookCommand.UpdateBalances command) {
        if (command.balances().sequence() <= book.balanceSequence) {
            return new Outcome.Done(List.of());
        }
        book.balanceSequence = command.balances().sequence();
        List<Effect> effects = new ArrayList<>();
        effects.add(book.communityChanged());
        command.balances().balances().forEach(balance -> {
            book.accounts.setAvailable(balance.account(), balance.available());
            effects.add(new Effect.BalanceChanged(balance.account(), balance.available()));
        });
        List<BalancesChanged.Delivery> told = command.balances().deliveries();
        if (told != null) {
            told.forEach(delivery -> book.deliveries.take(delivery, effects));
        }
        settlement(command.balances())
                .filter(settlement -> isSlotOfTheMarket(settlement.slot()) && book.isSealed(settlement.slot()))
                .ifPresent(settlement -> effects.add(new Effect.SlotSettled(settlement)));
        Slot settled = command.balances().settledSlot();
        if (settled != null && book.isSealed(settled)) {
            for (AccountId account : book.accounts.reservedFor(settled)) {
                book.releaseReservation(account, settled, effects);
            }
        }
        return new Outcome.Done(effects);
    }

    private boolean isSlotOfTheMarket(Slot slot) {
        return book.terms()
                .filter(terms -> terms.slotLength().equals(slot.length()) && terms.isAligned(slot.start()))
                .isPresent();
    }

    /** An event of before revisions were told is of a slot that is final. */
    private static Optional<BalancesChanged.Settlement> settlement(BalancesChanged told) {
        return Optional.ofNullable(told.settlement())
                .or(() -> Optional.ofNullable(told.settledSlot())
                        .map(slot -> new BalancesChanged.Settlement(slot, 1, true)));
    }
}
