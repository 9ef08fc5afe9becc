package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The book of a community: it alone decides what becomes of a command. Not thread-safe; it has one owner. When its
 * effects could not be stored it must be thrown away and restored, since it has already changed.
 */
public final class CommunityBook {
    private final BookContents contents;
    private final Definitions definitions;
    private final Placing placing;
    private final Rounds rounds;
    private final Funds funds;
    private final Mandating mandating;
    private final Trial trial;

    private CommunityBook(BookContents contents) {
        this.contents = contents;
        this.definitions = new Definitions(contents);
        this.rounds = new Rounds(contents);
        Arrivals arrivals = new Arrivals(contents, rounds);
        this.placing = new Placing(contents, arrivals);
        this.funds = new Funds(contents);
        this.mandating = new Mandating(contents, placing, arrivals);
        this.trial = new Trial(contents, placing);
    }

    public static CommunityBook restore(CommunityState state) {
        return new CommunityBook(new BookContents(state));
    }

    /** Decides a command and changes the book accordingly; refusals change nothing. */
    public Outcome apply(BookCommand command) {
        return switch (command) {
            case BookCommand.DefineCommunity define -> definitions.define(define.terms());
            case BookCommand.DefineZone define -> definitions.define(define);
            case BookCommand.UpdateBalances update -> funds.update(update);
            case BookCommand.InMarket trading -> {
                MarketTerms terms = contents.terms;
                yield terms == null ? contents.unknownCommunity() : apply(trading, terms);
            }
        };
    }

    private Outcome apply(BookCommand.InMarket command, MarketTerms terms) {
        return switch (command) {
            case BookCommand.DefineMember define -> definitions.define(define.member());
            case BookCommand.DefineRules define -> definitions.define(define);
            case BookCommand.PlaceOrders place -> placing.place(place);
            case BookCommand.ReplaceOrder replace -> placing.replace(replace, terms);
            case BookCommand.CancelOrder cancel -> placing.cancel(cancel, terms);
            case BookCommand.CloseZone close -> rounds.close(close, terms);
            case BookCommand.HoldAuctions hold -> rounds.auctions(hold, terms);
            case BookCommand.CloseGate close -> rounds.close(close, terms);
            case BookCommand.OfMandate mandate -> mandating.apply(mandate, terms);
        };
    }

    /** Terms and these members alone, of a community that is defined; the book itself cannot be restored from it. */
    public Optional<CommunityState> outline(Collection<AccountId> accounts) {
        return contents.terms()
                .map(terms -> new CommunityState(
                        contents.community,
                        terms,
                        contents.nextSlot,
                        contents.balanceSequence,
                        List.of(),
                        accounts.stream()
                                .flatMap(account -> contents.member(account).stream())
                                .toList(),
                        Map.of(),
                        List.of(),
                        List.of(),
                        Map.of()));
    }

    /** Whether it would take all of these orders; it changes nothing. */
    public boolean wouldTake(BookCommand.PlaceOrders command) {
        return contents.terms != null && trial.takes(command);
    }

    /** Names ids of orders that exist already but are no longer in the book. */
    public void noteUsedIds(Collection<OrderId> ids) {
        contents.usedIds.clear();
        contents.usedIds.addAll(ids);
    }

    public CommunityId community() {
        return contents.community;
    }

    /** Absent until the community is defined. */
    public Optional<MarketTerms> terms() {
        return contents.terms();
    }

    /** The first slot that is not sealed yet; absent until the community is defined. */
    public Optional<Slot> nextSlot() {
        return contents.nextSlot();
    }

    public Collection<Member> members() {
        return contents.members.values();
    }

    public Collection<Order> openOrders() {
        return contents.orders.all();
    }

    public boolean isOpenAccount(AccountId account) {
        return contents.accounts.isOpen(account);
    }

    /** What an account can still spend. */
    public Money free(AccountId account) {
        return contents.accounts.free(account);
    }

    /** How much of what a member trades it keeps to. */
    public Reliability reliability(AccountId account) {
        return contents.deliveries.reliability(account);
    }

    /** The last mandate of a member, if there ever was one. */
    public Optional<HeldMandate> mandate(AccountId account) {
        return contents.mandates.of(account);
    }

    /** What a mandate leaves for one more order of the slot; never less than nothing. */
    public MandateRoom mandateRoom(HeldMandate mandate, Slot slot) {
        return MandateRoom.of(
                mandate.mandate(),
                contents.mandates.ordered(mandate.account(), slot),
                contents.mandates.spent(mandate.account(), Mandates.dayOf(slot)));
    }

    /** Orders to sell that a member may buy directly in a slot, the cheapest delivered first; none if it is no member. */
    public List<Offer> offers(AccountId buyer, Slot slot, Instant now) {
        return contents.member(buyer)
                .map(member -> new Offers(contents).of(slot, member, now))
                .orElse(List.of());
    }

    /** The least limit, on the tick, at which a member can buy an offer; empty where it cannot be had. */
    public Optional<Price> limitToBuy(OrderId offer, AccountId buyer) {
        long tick = contents.terms().map(terms -> terms.tick().microPerKwh()).orElse(1L);
        return contents.orders
                .find(offer)
                .flatMap(order -> contents.member(buyer).flatMap(member -> new Offers(contents).offer(order, member)))
                .map(Offer::delivered)
                .map(price -> Math.ceilDiv(price.microPerKwh(), tick) * tick)
                .filter(limit -> limit <= Price.MAX)
                .map(Price::new);
    }

    /** On which side an account stands in a slot, if it has orders there or traded. */
    public Optional<Side> sideOf(AccountId account, Slot slot) {
        return contents.sideOf(account, slot);
    }
}
