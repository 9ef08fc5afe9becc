package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.Zone;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The book of a community: it alone decides what becomes of a command. Not thread-safe; it has one owner. When its
 * effects could not be stored it must be thrown away and restored, since it has already changed.
 */
public final class CommunityBook {
    private final CommunityId community;
    private final Zones zones;
    private final Map<AccountId, Member> members = new HashMap<>();
    private final Accounts accounts = new Accounts();
    private final OpenOrders orders = new OpenOrders();
    private final Set<OrderId> usedIds = new HashSet<>();
    private @Nullable MarketTerms terms;
    private @Nullable Slot nextSlot;
    private long balanceSequence;

    private CommunityBook(CommunityId community, Zones zones) {
        this.community = community;
        this.zones = zones;
    }

    public static CommunityBook restore(CommunityState state) {
        CommunityBook book = new CommunityBook(state.community(), Zones.of(state.zones()));
        book.terms = state.terms();
        book.nextSlot = state.nextSlot();
        book.balanceSequence = state.balanceSequence();
        state.members().forEach(member -> book.members.put(member.account(), member));
        state.balances().forEach(book.accounts::setAvailable);
        state.reservations()
                .forEach(reservation ->
                        book.accounts.setReserved(reservation.account(), reservation.slot(), reservation.amount()));
        state.orders().forEach(book.orders::add);
        return book;
    }

    /** Decides a command and changes the book accordingly; refusals change nothing. */
    public Outcome apply(BookCommand command) {
        return switch (command) {
            case BookCommand.DefineCommunity define -> define(define.terms());
            case BookCommand.DefineZone define -> define(define);
            case BookCommand.DefineMember define -> terms == null ? unknownCommunity() : define(define.member());
            case BookCommand.DefineRules define -> terms == null ? unknownCommunity() : define(define);
            case BookCommand.PlaceOrders place -> terms == null ? unknownCommunity() : place(place);
            case BookCommand.CancelOrder cancel -> terms == null ? unknownCommunity() : cancel(cancel, terms);
            case BookCommand.CloseGate close -> terms == null ? unknownCommunity() : close(close, terms);
            case BookCommand.UpdateBalances update -> update(update);
        };
    }

    /** Names ids of orders that exist already but are no longer in the book. */
    public void noteUsedIds(Collection<OrderId> ids) {
        usedIds.clear();
        usedIds.addAll(ids);
    }

    private Outcome define(MarketTerms wanted) {
        if (wanted.equals(terms)) {
            return new Outcome.Done(List.of());
        }
        if (terms != null && !terms.hasSameSlotsAs(wanted)) {
            return refused(
                    "slots-fixed",
                    "firstSlot",
                    "slot length and first slot cannot change any more: " + terms.slotLength() + " from "
                            + terms.firstSlot());
        }
        terms = wanted;
        nextSlot = nextSlot == null ? wanted.first() : nextSlot;
        return new Outcome.Done(List.of(communityChanged()));
    }

    /** The grid operator defines zones whether or not there is a market, and has the last word over the community. */
    private Outcome define(BookCommand.DefineZone command) {
        Zone zone = command.zone();
        if (terms == null && zone.version() == 0) {
            return unknownCommunity();
        }
        Instant from = notSealed(command.effectiveFrom());
        long held = zones.find(zone.id(), from).map(Zone::version).orElse(0L);
        if (zone.version() == 0 && held > 0) {
            return refused(
                    "zone-of-the-grid",
                    "zone",
                    "the grid operator defines this zone, from " + from + " on with version " + held);
        }
        List<Effect> effects = new ArrayList<>(zones.define(zone, from));
        if (terms == null && !effects.isEmpty()) {
            effects.addFirst(communityChanged());
        }
        return new Outcome.Done(effects);
    }

    /** {@code wanted}, in whole seconds like all slots; or the start of the next slot to seal, if that is later. */
    private Instant notSealed(@Nullable Instant wanted) {
        Instant open = nextSlot().map(Slot::start).orElse(Instant.EPOCH);
        if (wanted == null || wanted.isBefore(open)) {
            return open;
        }
        Instant second = wanted.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(wanted) ? wanted : second.plusSeconds(1);
    }

    private Outcome define(Member member) {
        List<Violation> violations = MemberRules.check(member, zones.ids(), members.values());
        if (!violations.isEmpty()) {
            return new Outcome.Refused(violations);
        }
        return member.equals(members.put(member.account(), member))
                ? new Outcome.Done(List.of())
                : new Outcome.Done(List.of(new Effect.MemberChanged(member)));
    }

    private Outcome define(BookCommand.DefineRules command) {
        Member member = members.get(command.account());
        return member == null
                ? refused("account-unknown", "account", "no such member: " + command.account())
                : define(member.withRules(command.rules()));
    }

    private Outcome place(BookCommand.PlaceOrders command) {
        List<Effect> effects = new ArrayList<>();
        for (OrderDraft draft : command.orders()) {
            List<Violation> violations = PlacementRules.check(draft, command.issuedAt(), this);
            if (violations.isEmpty()) {
                take(draft, command.issuedAt(), effects);
            } else {
                effects.add(new Effect.OrderRefused(draft, command.issuedAt(), violations));
            }
            usedIds.add(draft.id());
        }
        return new Outcome.Done(effects);
    }

    private void take(OrderDraft draft, Instant submittedAt, List<Effect> effects) {
        Order order = new Order(
                draft.id(),
                draft.account(),
                draft.zone(),
                draft.side(),
                slotOf(draft).orElseThrow(),
                new Energy(draft.energyWh()),
                Price.ofMicroPerKwh(draft.limitMicroPerKwh()),
                submittedAt);
        orders.add(order);
        effects.add(new Effect.OrderTaken(order));
        changeReservation(order.account(), order.slot(), order.reservation(), effects);
    }

    private Outcome cancel(BookCommand.CancelOrder command, MarketTerms terms) {
        Optional<Order> found = orders.find(command.order());
        if (found.isEmpty()) {
            return refused("order-not-open", "order", "no such order waits in the book: " + command.order());
        }
        Order order = found.get();
        if (!command.issuedAt().isBefore(terms.gateOf(order.slot()))) {
            return refused("after-gate", "order", "the gate of its slot closed at " + terms.gateOf(order.slot()));
        }
        orders.remove(order);
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.OrderEnded(order.id(), OrderState.CANCELLED, Energy.ZERO));
        changeReservation(order.account(), order.slot(), order.reservation().negated(), effects);
        return new Outcome.Done(effects);
    }

    private Outcome close(BookCommand.CloseGate command, MarketTerms terms) {
        Slot next = nextSlot == null ? terms.first() : nextSlot;
        if (!terms.isAligned(command.slotStart())) {
            return refused("slot-not-aligned", "slotStart", "no slot starts at " + command.slotStart());
        }
        Slot slot = terms.slotAt(command.slotStart());
        if (slot.compareTo(next) < 0) {
            return new Outcome.Done(List.of());
        }
        if (slot.compareTo(next) > 0) {
            return refused("slot-out-of-order", "slotStart", "the next slot to seal is " + next + ", not " + slot);
        }
        if (command.issuedAt().isBefore(terms.gateOf(slot))) {
            return refused("gate-open", "slotStart", "the gate of " + slot + " closes at " + terms.gateOf(slot));
        }
        Sealing sealing = Sealing.of(community, terms, slot, zones.at(slot.start()), orders.removeAll(slot), members);
        List<Effect> effects = new ArrayList<>(sealing.endedOrders());
        for (AccountId account : accounts.reservedFor(slot)) {
            Money bought = sealing.cost(account);
            changeReservation(account, slot, bought.minus(accounts.reserved(account, slot)), effects);
        }
        nextSlot = slot.next();
        effects.addAll(zones.forgetBefore(nextSlot.start()));
        effects.add(new Effect.SlotClosed(sealing.line()));
        effects.add(communityChanged());
        return new Outcome.Done(effects);
    }

    private Outcome update(BookCommand.UpdateBalances command) {
        if (command.balances().sequence() <= balanceSequence) {
            return new Outcome.Done(List.of());
        }
        balanceSequence = command.balances().sequence();
        List<Effect> effects = new ArrayList<>();
        effects.add(communityChanged());
        command.balances().balances().forEach(balance -> {
            accounts.setAvailable(balance.account(), balance.available());
            effects.add(new Effect.BalanceChanged(balance.account(), balance.available()));
        });
        Slot settled = command.balances().settledSlot();
        if (settled != null && isSealed(settled)) {
            for (AccountId account : accounts.reservedFor(settled)) {
                changeReservation(
                        account, settled, accounts.reserved(account, settled).negated(), effects);
            }
        }
        return new Outcome.Done(effects);
    }

    private void changeReservation(AccountId account, Slot slot, Money change, List<Effect> effects) {
        if (change.equals(Money.ZERO)) {
            return;
        }
        Money amount = accounts.reserved(account, slot).plus(change);
        accounts.setReserved(account, slot, amount);
        effects.add(new Effect.ReservationChanged(account, slot, amount));
    }

    private Effect communityChanged() {
        return new Effect.CommunityChanged(terms, nextSlot, balanceSequence);
    }

    private static Outcome refused(String code, String field, String message) {
        return new Outcome.Refused(List.of(new Violation(code, field, message)));
    }

    private Outcome unknownCommunity() {
        return refused("community-unknown", "community", "no such community: " + community);
    }

    public CommunityId community() {
        return community;
    }

    /** Absent until the community is defined. */
    public Optional<MarketTerms> terms() {
        return Optional.ofNullable(terms);
    }

    /** The first slot that is not sealed yet; absent until the community is defined. */
    public Optional<Slot> nextSlot() {
        return Optional.ofNullable(nextSlot);
    }

    public Collection<Member> members() {
        return members.values();
    }

    public Collection<Order> openOrders() {
        return orders.all();
    }

    public boolean isOpenAccount(AccountId account) {
        return accounts.isOpen(account);
    }

    /** What an account can still spend. */
    public Money free(AccountId account) {
        return accounts.free(account);
    }

    /** Whether the order's zone will be known when its slot is sealed; at the next sealing, if it names no slot to come. */
    boolean hasZone(OrderDraft draft) {
        return zones.find(draft.zone(), notSealed(draft.slotStart())).isPresent();
    }

    Optional<Member> member(AccountId account) {
        return Optional.ofNullable(members.get(account));
    }

    /** On which side an account stands in a slot, if it has orders there. */
    public Optional<Side> sideOf(AccountId account, Slot slot) {
        return orders.sideOf(account, slot);
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
}
