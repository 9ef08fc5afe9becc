package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the auctions of slots would give if they were held now; nothing changes by it. */
public final class Outlook {
    private final CommunityState state;
    private final MarketTerms terms;
    private final Zones zones;
    private final Map<AccountId, Member> members;
    private final Map<Slot, List<Order>> orders;

    /** @param state with all orders of the slots that will be asked for, and their members */
    public Outlook(CommunityState state, MarketTerms terms) {
        this.state = state;
        this.terms = terms;
        this.zones = Zones.of(state.zones());
        this.members = state.members().stream().collect(Collectors.toMap(Member::account, Function.identity()));
        this.orders = state.orders().stream().collect(Collectors.groupingBy(Order::slot));
    }

    public Collection<Order> orders(Slot slot) {
        return orders.getOrDefault(slot, List.of());
    }

    public ClearingResult auction(Slot slot) {
        return Sealing.of(
                        state.community(),
                        terms,
                        slot,
                        zones.at(slot.start()),
                        orders.getOrDefault(slot, List.of()),
                        members)
                .line()
                .result();
    }
}
