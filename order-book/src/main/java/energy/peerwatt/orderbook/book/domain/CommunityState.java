package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that must be remembered to go on with a book; what its effects, stored, add up to.
 *
 * @param zones what holds for the next slot, and what holds later
 * @param balances of all accounts that were ever named by settlement
 * @param orders all that wait for their gate
 * @param progress of open slots of which a round was held
 * @param deliveries of the last slots of each member
 */
public record CommunityState(
        CommunityId community,
        @Nullable MarketTerms terms,
        @Nullable Slot nextSlot,
        long balanceSequence,
        List<ZoneDefinition> zones,
        List<Member> members,
        Map<AccountId, Money> balances,
        List<Reservation> reservations,
        List<Order> orders,
        Map<Slot, SlotProgress> progress,
        MandateState mandates,
        List<Delivery> deliveries) {

    public record Reservation(AccountId account, Slot slot, Money amount) {}

    /** Without mandates and deliveries. */
    public CommunityState(
            CommunityId community,
            @Nullable MarketTerms terms,
            @Nullable Slot nextSlot,
            long balanceSequence,
            List<ZoneDefinition> zones,
            List<Member> members,
            Map<AccountId, Money> balances,
            List<Reservation> reservations,
            List<Order> orders,
            Map<Slot, SlotProgress> progress) {
        this(
                community,
                terms,
                nextSlot,
                balanceSequence,
                zones,
                members,
                balances,
                reservations,
                orders,
                progress,
                MandateState.NONE,
                List.of());
    }

    /** A community nobody has said anything about. */
    public static CommunityState unknown(CommunityId community) {
        return new CommunityState(
                community, null, null, 0, List.of(), List.of(), Map.of(), List.of(), List.of(), Map.of());
    }
}
