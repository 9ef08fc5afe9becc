package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.clearing.domain.sealed.SealedClearing;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A gate that closes: the sealed book, its clearing, and what that means to the orders and the buyers. */
final class Sealing {
    private final List<Order> orders;
    private final BookLine line;
    private final Map<OrderId, Energy> filled = new HashMap<>();
    private final Map<AccountId, Money> costs = new HashMap<>();

    private Sealing(List<Order> orders, BookLine line) {
        this.orders = orders;
        this.line = line;
        for (ClearingResult.Fill fill : line.result().fills()) {
            filled.merge(fill.sell(), fill.energy(), Energy::plus);
            filled.merge(fill.buy(), fill.energy(), Energy::plus);
            costs.merge(fill.buyer(), fill.buyerPays().times(fill.energy()), Money::plus);
        }
    }

    static Sealing of(
            CommunityId community,
            MarketTerms terms,
            Slot slot,
            List<ZoneDefinition> zones,
            List<Order> orders,
            Map<AccountId, Member> members) {
        SealedBook book = SealedBook.atGate(
                community,
                slot,
                terms.rule(),
                terms.tick(),
                SealedZones.of(zones, orders.stream().map(Order::zone).toList(), slot.length()),
                orders.stream()
                        .map(order -> order.sealed(members.get(order.account())))
                        .toList());
        Hash32 bookHash = book.hash();
        ClearingResult result = SealedClearing.clear(book, bookHash);
        return new Sealing(orders, new BookLine(bookHash, result.hash(), book, result));
    }

    BookLine line() {
        return line;
    }

    /** What the account's purchases cost if all is delivered, fees and congestion included. */
    Money cost(AccountId account) {
        return costs.getOrDefault(account, Money.ZERO);
    }

    List<Effect> endedOrders() {
        return orders.stream()
                .sorted(Comparator.comparing(Order::id))
                .<Effect>map(order -> {
                    Energy got = filled.getOrDefault(order.id(), Energy.ZERO);
                    return new Effect.OrderEnded(order.id(), OrderState.cleared(order.energy(), got), got);
                })
                .toList();
    }
}
