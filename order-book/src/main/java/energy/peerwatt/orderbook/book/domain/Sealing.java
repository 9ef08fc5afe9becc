package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.clearing.domain.sealed.SealedClearing;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A round: its sealed book, its clearing, and what that means to the orders and the buyers. */
final class Sealing {
    private final List<Order> orders;
    private final BookLine line;
    private final Map<OrderId, Energy> filled = new HashMap<>();
    private final Map<AccountId, Money> costs = new TreeMap<>();

    private Sealing(List<Order> orders, BookLine line) {
        this.orders = orders.stream().sorted(Comparator.comparing(Order::id)).toList();
        this.line = line;
        for (ClearingResult.Fill fill : line.result().fills()) {
            filled.merge(fill.sell(), fill.energy(), Energy::plus);
            filled.merge(fill.buy(), fill.energy(), Energy::plus);
            costs.merge(fill.buyer(), fill.buyerPays().times(fill.energy()), Money::plus);
        }
    }

    /**
     * All of a slot as the market's mode has it, with all of its zones.
     *
     * @param orders those of the slot that take part
     * @param last whether the gate is closed
     */
    static Sealing ofAll(BookContents contents, MarketTerms terms, Slot slot, List<Order> orders, boolean last) {
        return of(contents, terms, slot, SealedZones.of(contents, slot, zones(orders)), orders, terms.meeting(), last);
    }

    /**
     * Some orders of a slot, while it is open, with the zones above them.
     *
     * @param orders those that take part, with something left each
     */
    static Sealing ofSome(
            BookContents contents, MarketTerms terms, Slot slot, List<Order> orders, SealedBook.Mode mode) {
        return of(contents, terms, slot, SealedZones.above(contents, slot, zones(orders)), orders, mode, false);
    }

    private static List<GridZoneId> zones(List<Order> orders) {
        return orders.stream().map(Order::zone).toList();
    }

    private static Sealing of(
            BookContents contents,
            MarketTerms terms,
            Slot slot,
            List<SealedBook.Zone> zones,
            List<Order> orders,
            SealedBook.Mode mode,
            boolean last) {
        SlotProgress before = contents.progress(slot);
        SealedBook book = new SealedBook(
                SealedBook.VERSION,
                contents.community,
                slot,
                before.rounds(),
                before.book(),
                before.result(),
                last,
                mode,
                terms.rule(),
                terms.tick(),
                zones,
                Acquaintances.among(orders, contents.members).stream()
                        .map(order -> order.sealed(Objects.requireNonNull(contents.members.get(order.account())))
                                .under(contents.mandates.of(order.id())))
                        .toList());
        Hash32 bookHash = book.hash();
        ClearingResult result = SealedClearing.clear(book, bookHash);
        return new Sealing(orders, new BookLine(bookHash, result.hash(), book, result));
    }

    BookLine line() {
        return line;
    }

    boolean trades() {
        return !filled.isEmpty();
    }

    /** What this round gave an order. */
    Energy filled(Order order) {
        return filled.getOrDefault(order.id(), Energy.ZERO);
    }

    /** Those that took part, in the order of their ids. */
    List<Order> orders() {
        return orders;
    }

    /**
     * By account, how its reservation changes: what was bought costs what it costs and no more what it could have.
     *
     * @param last whether what is left will not trade any more
     */
    Map<AccountId, Money> reservationChanges(boolean last) {
        Map<AccountId, Money> changes = new TreeMap<>(costs);
        for (Order order : orders) {
            Order after = order.after(filled(order));
            Money kept = last || order.buysDirectly() ? Money.ZERO : after.reservation();
            changes.merge(order.account(), kept.minus(order.reservation()), Money::plus);
        }
        return changes;
    }
}
