package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.id.OrderId;
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
    private final Arrivals arrivals;

    Placing(BookContents book, Arrivals arrivals) {
        this.book = book;
        this.arrivals = arrivals;
    }

    Outcome place(BookCommand.PlaceOrders command) {
        List<Effect> effects = new ArrayList<>();
        for (OrderDraft draft : command.orders()) {
            List<Violation> violations = PlacementRules.check(draft, command.issuedAt(), book);
            if (violations.isEmpty()) {
                violations = enter(draft, command.issuedAt(), effects);
            }
            if (!violations.isEmpty()) {
                effects.add(new Effect.OrderRefused(draft, command.issuedAt(), violations));
            }
            book.usedIds.add(draft.id());
        }
        return new Outcome.Done(effects);
    }

    /** @return why it cannot be carried out; empty when it entered */
    private List<Violation> enter(OrderDraft draft, Instant now, List<Effect> effects) {
        Order order = order(draft, now);
        if (order.buysDirectly()) {
            return arrivals.buy(order, effects).stream().toList();
        }
        Order coming = arrivals.afterThoseItMeets(order, now);
        take(coming, effects);
        arrivals.meet(coming, now, effects);
        return List.of();
    }

    /** What no rule refuses. */
    Order order(OrderDraft draft, Instant submittedAt) {
        return new Order(
                draft.id(),
                draft.account(),
                draft.zone(),
                draft.side(),
                book.slotOf(draft).orElseThrow(),
                new Energy(draft.energyWh()),
                Energy.ZERO,
                Price.ofMicroPerKwh(draft.limitMicroPerKwh()),
                submittedAt,
                draft.terms());
    }

    /** Into the book, to wait there. */
    void take(Order order, List<Effect> effects) {
        book.orders.add(order);
        effects.add(new Effect.OrderTaken(order));
        book.changeReservation(order.account(), order.slot(), order.reservation(), effects);
    }

    /**
     * The new order waits as long as the old one has if it only wants less at the same limit; else from now on. Energy of
     * the old one that has traded stays traded.
     */
    Outcome replace(BookCommand.ReplaceOrder command, MarketTerms terms) {
        Optional<Violation> shut = shut(command.order(), command.issuedAt(), terms);
        if (shut.isPresent()) {
            return new Outcome.Refused(List.of(shut.get()));
        }
        Order old = book.orders.find(command.order()).orElseThrow();
        OrderDraft by = command.by();
        book.orders.remove(old);
        book.accounts.setReserved(
                old.account(),
                old.slot(),
                book.accounts.reserved(old.account(), old.slot()).minus(old.reservation()));
        // Who wants no more than before is not refused for a forecast that has fallen since.
        OrderDraft judged = wantsNoMore(old, by) ? by.backedBy(null) : by;
        List<Violation> violations = new ArrayList<>(PlacementRules.check(judged, command.issuedAt(), book));
        if (!by.account().equals(old.account())
                || !by.slotStart().equals(old.slot().start())) {
            violations.add(new Violation(
                    "another-order", "slot", "account and slot of an order cannot be replaced, only what it wants"));
        }
        if (by.terms().directBuyOf() != null) {
            violations.add(new Violation(
                    "not-of-a-direct-buy", "directBuyOf", "a direct buy waits nowhere, so it takes no order's place"));
        }
        book.accounts.setReserved(
                old.account(),
                old.slot(),
                book.accounts.reserved(old.account(), old.slot()).plus(old.reservation()));
        if (!violations.isEmpty()) {
            book.orders.add(old);
            return new Outcome.Refused(violations);
        }
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.OrderEnded(old.id(), OrderState.REPLACED, old.filled()));
        book.changeReservation(old.account(), old.slot(), old.reservation().negated(), effects);
        Order order = arrivals.afterThoseItMeets(
                order(by, wantsLess(old, by) ? old.submittedAt() : command.issuedAt()), command.issuedAt());
        take(order, effects);
        arrivals.meet(order, command.issuedAt(), effects);
        book.usedIds.add(by.id());
        return new Outcome.Done(effects);
    }

    private static boolean wantsLess(Order old, OrderDraft by) {
        return wantsNoMore(old, by)
                && by.limitMicroPerKwh() == old.limit().microPerKwh()
                && by.terms().equals(old.terms());
    }

    private static boolean wantsNoMore(Order old, OrderDraft by) {
        return by.side() == old.side() && by.energyWh() <= old.left().wattHours();
    }

    /** Why an order cannot be taken back or replaced any more. */
    private Optional<Violation> shut(OrderId id, Instant issuedAt, MarketTerms terms) {
        Optional<Order> found = book.orders.find(id);
        if (found.isEmpty()) {
            return Optional.of(new Violation("order-not-open", "order", "no such order waits in the book: " + id));
        }
        Order order = found.get();
        Instant gate = terms.gateOf(order.slot());
        if (!issuedAt.isBefore(gate)) {
            return Optional.of(new Violation("after-gate", "order", "the gate of its slot closed at " + gate));
        }
        return book.isClosed(order.zone(), order.slot())
                ? Optional.of(new Violation(
                        "zone-closed",
                        "order",
                        "the grid operator has closed its zone for "
                                + order.slot().start()))
                : Optional.empty();
    }

    Outcome cancel(BookCommand.CancelOrder command, MarketTerms terms) {
        Optional<Violation> shut = shut(command.order(), command.issuedAt(), terms);
        if (shut.isPresent()) {
            return new Outcome.Refused(List.of(shut.get()));
        }
        Order order = book.orders.find(command.order()).orElseThrow();
        book.orders.remove(order);
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.OrderEnded(order.id(), OrderState.CANCELLED, order.filled()));
        book.changeReservation(
                order.account(), order.slot(), order.reservation().negated(), effects);
        return new Outcome.Done(effects);
    }
}
