package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.Zone;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that a book holds, with the questions its rules ask. What may change and when is for the features to decide. */
final class BookContents {
    final CommunityId community;
    final Zones zones;
    final Map<AccountId, Member> members = new HashMap<>();
    final Accounts accounts = new Accounts();
    final OpenOrders orders = new OpenOrders();
    final Map<Slot, SlotProgress> progress = new HashMap<>();
    final Mandates mandates;
    final Deliveries deliveries;
    final Set<OrderId> usedIds = new HashSet<>();

    /** Of slots, the orders between which nothing traded: as long as nothing else is new, nothing would if they met again. */
    final Map<Slot, List<Order>> inVain = new HashMap<>();

    @Nullable
    MarketTerms terms;

    @Nullable
    Slot nextSlot;

    long balanceSequence;

    BookContents(CommunityState state) {
        community = state.community();
        zones = Zones.of(state.zones());
        terms = state.terms();
        nextSlot = state.nextSlot();
        balanceSequence = state.balanceSequence();
        mandates = new Mandates(state.mandates());
        deliveries = new Deliveries(state.deliveries());
        state.members().forEach(member -> members.put(member.account(), member));
        state.balances().forEach(accounts::setAvailable);
        state.reservations()
                .forEach(reservation ->
                        accounts.setReserved(reservation.account(), reservation.slot(), reservation.amount()));
        state.orders().forEach(orders::add);
        progress.putAll(state.progress());
    }

    Optional<MarketTerms> terms() {
        return Optional.ofNullable(terms);
    }

    Optional<Slot> nextSlot() {
        return Optional.ofNullable(nextSlot);
    }

    boolean isOpenAccount(AccountId account) {
        return accounts.isOpen(account);
    }

    Money free(AccountId account) {
        return accounts.free(account);
    }

    /** Whether the order's zone will be known when its slot is sealed; at the next sealing, if it names no slot to come. */
    boolean hasZone(OrderDraft draft) {
        return zones.find(draft.zone(), notSealed(draft.slotStart())).isPresent();
    }

    Optional<Member> member(AccountId account) {
        return Optional.ofNullable(members.get(account));
    }

    Optional<Side> sideOf(AccountId account, Slot slot) {
        return orders.sideOf(account, slot)
                .or(() -> Optional.ofNullable(progress(slot).traded().get(account)));
    }

    /** All that an account has ordered of a slot and not taken back, traded or not. It stands on one side. */
    long takenWh(AccountId account, Slot slot) {
        return orders.leftWh(account, slot)
                + progress(slot).volumes().getOrDefault(account, Energy.ZERO).wattHours();
    }

    SlotProgress progress(Slot slot) {
        return progress.getOrDefault(slot, SlotProgress.NONE);
    }

    /** Whether the operator has closed the zone, or one above it, for the slot. */
    boolean isClosed(GridZoneId zone, Slot slot) {
        Set<GridZoneId> closed = progress(slot).closed();
        Set<GridZoneId> passed = new HashSet<>();
        GridZoneId at = closed.isEmpty() ? null : zone;
        // Two definitions may each put one zone below the other.
        while (at != null && passed.add(at)) {
            if (closed.contains(at)) {
                return true;
            }
            at = zones.find(at, slot.start()).map(Zone::parent).orElse(null);
        }
        return false;
    }

    boolean isUsed(OrderId id) {
        return usedIds.contains(id) || orders.find(id).isPresent();
    }

    boolean isSealed(Slot slot) {
        return nextSlot != null && slot.compareTo(nextSlot) < 0;
    }

    /** Empty where no slot starts then. */
    Optional<Slot> slotOf(OrderDraft draft) {
        return terms().filter(market -> market.isAligned(draft.slotStart()))
                .map(market -> market.slotAt(draft.slotStart()));
    }

    /** {@code wanted}, in whole seconds like all slots; or the start of the next slot to seal, if that is later. */
    Instant notSealed(@Nullable Instant wanted) {
        Instant open = nextSlot().map(Slot::start).orElse(Instant.EPOCH);
        if (wanted == null || wanted.isBefore(open)) {
            return open;
        }
        Instant second = wanted.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(wanted) ? wanted : second.plusSeconds(1);
    }

    /** What purchases for the slot cost, or could cost, has changed. */
    void changeReservation(AccountId account, Slot slot, Money change, List<Effect> effects) {
        if (!change.equals(Money.ZERO)) {
            mandates.spend(account, slot, change, effects);
            reserve(account, slot, change, effects);
        }
    }

    /** What was reserved for the slot is in the balance now. */
    void releaseReservation(AccountId account, Slot slot, List<Effect> effects) {
        reserve(account, slot, accounts.reserved(account, slot).negated(), effects);
    }

    private void reserve(AccountId account, Slot slot, Money change, List<Effect> effects) {
        Money amount = accounts.reserved(account, slot).plus(change);
        accounts.setReserved(account, slot, amount);
        effects.add(new Effect.ReservationChanged(account, slot, amount));
    }

    Effect communityChanged() {
        return new Effect.CommunityChanged(terms, nextSlot, balanceSequence);
    }

    Outcome unknownCommunity() {
        return Outcome.Refused.because("community-unknown", "community", "no such community: " + community);
    }
}
