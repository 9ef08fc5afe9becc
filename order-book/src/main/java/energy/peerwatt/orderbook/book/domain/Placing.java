package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Orders that come into the book, and those that are taken back. */
final class Placing {
    private final BookContents book;

    Placing(BookContents book) {
        this.book = book;
    }

    Outcome place(BookCommand.PlaceOrders command) {
        List<Effect> effects = new ArrayList<>();
        for (OrderDraft draft : command.orders()) {
            List<Violation> violations = PlacementRules.check(draft, command.issuedAt(), book);
            if (violations.isEmpty()) {
                take(draft, command.issuedAt(), effects);
            } else {
                effects.add(new Effect.OrderRefused(draft, command.issuedAt(), violations));
            }
            book.usedIds.add(draft.id());
        }
        return new Outcome.Done(effects);
    }

    private void take(OrderDraft draft, Instant submittedAt, List<Effect> effects) {
        Order order = new Order(
                draft.id(),
                draft.account(),
                draft.zone(),
                draft.side(),
                book.slotOf(draft).orElseThrow(),
                new Energy(draft.energyWh()),
                Energy.ZERO,
                Price.ofMicroPerKwh(draft.limitMicroPerKwh()),
                submittedAt);
        book.orders.add(order);
        effects.add(new Effect.OrderTaken(order));
        book.changeReservation(order.account(), order.slot(), order.reservation(), effects);
    }

    Outcome cancel(BookCommand.CancelOrder command, MarketTerms terms) {
        Optional<Order> found = book.orders.find(command.order());
        if (found.isEmpty()) {
            return Outcome.Refused.because(
                    "order-not-open", "order", "no such order waits in the book: " + command.order());
        }
        Order order = found.get();
        if (!command.issuedAt().isBefore(terms.gateOf(order.slot()))) {
            return Outcome.Refused.because(
                    "after-gate", "order", "the gate of its slot closed at " + terms.gateOf(order.slot()));
        }
        if (book.isClosed(order.zone(), order.slot())) {
            return Outcome.Refused.because(
                    "zone-closed",
                    "order",
                    "the grid operator has closed its zone for " + order.slot().start());
        }
        book.orders.remove(order);
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.OrderEnded(order.id(), OrderState.CANCELLED, order.filled()));
        book.changeReservation(
                order.account(), order.slot(), order.reservation().negated(), effects);
        return new Outcome.Done(effects);
    }
}
