package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.orderbook.market.domain.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may be named by whom in a round. Whoever trades with a partner that it named knows who the partner is; so a name
 * counts only if the named household is shown anyway, or names the other too: as a favourite, as receiver of gifts, or in
 * an order of the round; or takes its offer.
 */
final class Acquaintances {
    private final Map<AccountId, Member> members;
    private final Map<AccountId, Set<AccountId>> named = new HashMap<>();

    private Acquaintances(Map<AccountId, Member> members) {
        this.members = members;
    }

    /** The orders of a round, with what they say of others as it counts. */
    static List<Order> among(Collection<Order> orders, Map<AccountId, Member> members) {
        Acquaintances known = new Acquaintances(members);
        for (Order order : orders) {
            List<AccountId> names = new ArrayList<>(order.terms().named());
            // Whoever takes an offer wants to trade with its seller.
            if (order.terms().directBuyOf() != null) {
                orders.stream()
                        .filter(offer -> offer.id().equals(order.terms().directBuyOf()))
                        .forEach(offer -> names.add(offer.account()));
            }
            if (!names.isEmpty()) {
                known.named
                        .computeIfAbsent(order.account(), account -> new HashSet<>())
                        .addAll(names);
            }
        }
        if (known.named.isEmpty()) {
            return List.copyOf(orders);
        }
        return orders.stream()
                .map(order ->
                        order.with(order.terms().among(other -> known.agrees(other, order.account()), order.account())))
                .toList();
    }

    private boolean agrees(AccountId other, AccountId by) {
        Member member = members.get(other);
        return member != null && (member.tellsPartners() || member.names(by))
                || named.getOrDefault(other, Set.of()).contains(by);
    }
}
