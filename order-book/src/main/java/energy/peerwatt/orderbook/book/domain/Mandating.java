package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.OrderLeaf;
import energy.peerwatt.messages.evidence.TradingMandate;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Mandates that members give and withdraw, and the orders that agents place under them. */
final class Mandating {
    private final BookContents book;
    private final Placing placing;
    private final Arrivals arrivals;

    Mandating(BookContents book, Placing placing, Arrivals arrivals) {
        this.book = book;
        this.placing = placing;
        this.arrivals = arrivals;
    }

    Outcome apply(BookCommand.OfMandate command, MarketTerms terms) {
        return switch (command) {
            case BookCommand.GiveMandate give -> give(give, terms);
            case BookCommand.WithdrawMandate withdraw -> withdraw(withdraw, terms);
            case BookCommand.PlaceUnderMandate place -> place(place);
        };
    }

    /** What waits under the one before and the new one would not allow is taken back, as far as its gate is open. */
    private Outcome give(BookCommand.GiveMandate command, MarketTerms terms) {
        Optional<Member> member = book.member(command.account());
        if (member.isEmpty()) {
            return Outcome.Refused.because("account-unknown", "account", "no such member: " + command.account());
        }
        Optional<HeldMandate> before = book.mandates.of(command.account());
        if (before.filter(held -> !held.isWithdrawn() && held.signed().equals(command.signed()))
                .isPresent()) {
            return new Outcome.Done(List.of());
        }
        List<Violation> violations = MandateRules.check(command, member.get(), before);
        if (!violations.isEmpty()) {
            return new Outcome.Refused(violations);
        }
        HeldMandate held =
                new HeldMandate(command.account(), command.domain(), command.signed(), command.issuedAt(), null);
        book.mandates.hold(held);
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.MandateChanged(held));
        if (before.isEmpty()) {
            // What was ordered by hand until now counts too, or its release would make room that nobody allowed.
            book.accounts
                    .reserved(command.account())
                    .forEach((slot, amount) -> book.mandates.spend(command.account(), slot, amount, effects));
        }
        before.ifPresent(earlier -> takeBack(command, terms, earlier, held, effects));
        return new Outcome.Done(effects);
    }

    private void takeBack(
            BookCommand command, MarketTerms terms, HeldMandate earlier, HeldMandate held, List<Effect> effects) {
        boolean sameAgent = earlier.mandate().agentKey().equals(held.mandate().agentKey());
        List<Order> waiting = book.mandates.ordersOf(held.account()).stream()
                .flatMap(id -> book.orders.find(id).stream())
                .sorted(Comparator.comparing(Order::slot).reversed().thenComparing(Order::id))
                .toList();
        for (Order order : waiting) {
            if (!sameAgent || !allows(held, order)) {
                cancel(order.id(), command, terms, effects);
            }
        }
    }

    /** Whether an order that waits could still stand; of purchases that are too much for a day the latest slots go first. */
    private boolean allows(HeldMandate held, Order order) {
        TradingMandate mandate = held.mandate();
        boolean priced =
                switch (order.side()) {
                    case SELL ->
                        order.limit().compareTo(mandate.minPricePerKWh()) >= 0
                                && (order.terms().giftTo() == null
                                        || mandate.minPricePerKWh().equals(Price.ZERO));
                    case BUY ->
                        order.limit().compareTo(mandate.maxPricePerKWh()) <= 0
                                && book.mandates
                                                .spent(order.account(), Mandates.dayOf(order.slot()))
                                                .compareTo(mandate.maxSpendPerDay())
                                        <= 0;
                };
        return priced
                && held.covers(order.slot().start())
                && book.mandates.ordered(order.account(), order.slot()).compareTo(mandate.maxWhPerSlot()) <= 0;
    }

    private void cancel(OrderId order, BookCommand command, MarketTerms terms, List<Effect> effects) {
        Outcome outcome = placing.cancel(
                new BookCommand.CancelOrder(command.id(), command.community(), command.issuedAt(), order), terms);
        if (outcome instanceof Outcome.Done done) {
            effects.addAll(done.effects());
        }
    }

    /** What waits under it is taken back, as far as its gate is open. */
    private Outcome withdraw(BookCommand.WithdrawMandate command, MarketTerms terms) {
        Optional<HeldMandate> held = book.mandates.of(command.account());
        if (held.isEmpty()) {
            return Outcome.Refused.because(
                    "mandate-missing", "account", "the member has given no mandate: " + command.account());
        }
        if (held.get().isWithdrawn()) {
            return new Outcome.Done(List.of());
        }
        HeldMandate withdrawn = held.get().withdrawn(command.issuedAt());
        book.mandates.hold(withdrawn);
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.MandateChanged(withdrawn));
        for (OrderId order : book.mandates.ordersOf(command.account())) {
            cancel(order, command, terms, effects);
        }
        return new Outcome.Done(effects);
    }

    private Outcome place(BookCommand.PlaceUnderMandate command) {
        MandateAllows mandates = new MandateAllows(book, command);
        List<Effect> effects = new ArrayList<>();
        List<Effect.Mandated> taken = new ArrayList<>();
        for (BookCommand.UnderMandate wish : command.orders()) {
            OrderDraft draft = wish.draft();
            List<Violation> violations = new ArrayList<>(PlacementRules.check(draft, command.issuedAt(), book));
            violations.addAll(mandates.check(wish));
            if (violations.isEmpty()) {
                Order order = placing.order(draft, command.issuedAt());
                placing.take(order, effects);
                OrderLeaf leaf = mandates.leaf(wish, order.slot());
                taken.add(mandated(new MandatedOrder(draft.account(), leaf), wish, command));
                arrivals.meet(order, command.issuedAt(), effects);
            } else {
                effects.add(new Effect.OrderRefused(draft, command.issuedAt(), violations));
            }
            book.usedIds.add(draft.id());
        }
        if (!taken.isEmpty()) {
            effects.add(new Effect.BatchTaken(taken.getFirst().batch(), command.batch()));
            effects.addAll(taken);
        }
        return new Outcome.Done(effects);
    }

    private Effect.Mandated mandated(
            MandatedOrder order, BookCommand.UnderMandate wish, BookCommand.PlaceUnderMandate command) {
        book.mandates.add(order);
        HeldMandate held = book.mandates.of(order.account()).orElseThrow();
        return new Effect.Mandated(order, command.batch().batch().digest(held.domain()), wish.path());
    }
}
