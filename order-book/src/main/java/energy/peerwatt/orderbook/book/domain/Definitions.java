package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.Zone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who and what a market consists of: its terms, its zones, its members and their rules. */
final class Definitions {
    /** Of orders that stand in the way of other terms; all could be too many to tell. */
    private static final int NAMED = 20;

    private final BookContents book;

    Definitions(BookContents book) {
        this.book = book;
    }

    Outcome define(MarketTerms wanted) {
        if (wanted.equals(book.terms)) {
            return new Outcome.Done(List.of());
        }
        if (book.terms != null && !book.terms.hasSameSlotsAs(wanted)) {
            return Outcome.Refused.because(
                    "slots-fixed",
                    "firstSlot",
                    "slot length and first slot cannot change any more: " + book.terms.slotLength() + " from "
                            + book.terms.firstSlot());
        }
        List<OrderId> offTick = offTick(wanted);
        if (!offTick.isEmpty()) {
            return Outcome.Refused.because(
                    "tick-in-use",
                    "tickMicroPerKwh",
                    offTick.size() + " waiting orders have limits off a tick of " + wanted.tick() + ": "
                            + offTick.stream().limit(NAMED).toList());
        }
        Optional<Violation> inUse = modeInUse(wanted);
        if (inUse.isPresent()) {
            return new Outcome.Refused(List.of(inUse.get()));
        }
        book.terms = wanted;
        book.inVain.clear();
        book.nextSlot = book.nextSlot == null ? wanted.first() : book.nextSlot;
        return new Outcome.Done(List.of(book.communityChanged()));
    }

    /** Whoever waits, or has traded, did so under the mode that was; and nothing is given away in a continuous market. */
    private Optional<Violation> modeInUse(MarketTerms wanted) {
        if (book.terms == null || book.terms.meeting() == wanted.meeting()) {
            return Optional.empty();
        }
        boolean traded = book.progress.values().stream().anyMatch(progress -> progress.rounds() > 0);
        if (traded || !book.orders.all().isEmpty()) {
            return Optional.of(new Violation(
                    "mode-in-use",
                    "mode",
                    "open slots have orders or trades of mode " + book.terms.meeting() + ": "
                            + book.orders.all().size() + " orders wait"));
        }
        List<AccountId> givers = book.members.values().stream()
                .filter(Definitions::gives)
                .map(Member::account)
                .sorted()
                .toList();
        return wanted.continuous() && !givers.isEmpty()
                ? Optional.of(new Violation(
                        "only-in-auctions",
                        "mode",
                        "rules of members give energy away, which auctions only do: "
                                + givers.stream().limit(NAMED).toList()))
                : Optional.empty();
    }

    private static boolean gives(Member member) {
        return member.rules() != null && member.rules().others().giftTo() != null;
    }

    private List<OrderId> offTick(MarketTerms wanted) {
        return book.orders.all().stream()
                .filter(order -> order.limits()
                        .anyMatch(limit -> limit.microPerKwh() % wanted.tick().microPerKwh() != 0))
                .map(Order::id)
                .sorted()
                .toList();
    }

    /** The grid operator defines zones whether or not there is a market, and has the last word over the community. */
    Outcome define(BookCommand.DefineZone command) {
        Zone zone = command.zone();
        if (book.terms == null && zone.version() == 0) {
            return book.unknownCommunity();
        }
        Instant from = book.notSealed(command.effectiveFrom());
        long held = book.zones.find(zone.id(), from).map(Zone::version).orElse(0L);
        if (zone.version() == 0 && held > 0) {
            return Outcome.Refused.because(
                    "zone-of-the-grid",
                    "zone",
                    "the grid operator defines this zone, from " + from + " on with version " + held);
        }
        List<Effect> effects = new ArrayList<>(book.zones.define(zone, from));
        book.inVain.clear();
        if (book.terms == null && !effects.isEmpty()) {
            effects.addFirst(book.communityChanged());
        }
        return new Outcome.Done(effects);
    }

    Outcome define(Member member) {
        List<Violation> violations = MemberRules.check(member, book.zones.ids(), book.members.values());
        if (!violations.isEmpty()) {
            return new Outcome.Refused(violations);
        }
        Member known = book.members.get(member.account());
        // Trades were made inside the tariff, and nobody may be worse off because it changed before they are settled.
        Optional<Slot> traded = lastTraded(member.account());
        return known == null || traded.isEmpty()
                ? put(member)
                : put(known.becoming(member, traded.get().end()));
    }

    private Outcome put(Member member) {
        if (gives(member) && book.terms().filter(MarketTerms::continuous).isPresent()) {
            return Outcome.Refused.because(
                    "only-in-auctions", "giftTo", "in a continuous market nothing is given away");
        }
        book.inVain.clear();
        return member.equals(book.members.put(member.account(), member))
                ? new Outcome.Done(List.of())
                : new Outcome.Done(List.of(new Effect.MemberChanged(member)));
    }

    /** The last of the open slots in which the member has traded. */
    private Optional<Slot> lastTraded(AccountId account) {
        return book.progress.entrySet().stream()
                .filter(slot -> slot.getValue().traded().containsKey(account))
                .map(Map.Entry::getKey)
                .max(Comparator.naturalOrder());
    }

    Outcome define(BookCommand.DefineRules command) {
        Member member = book.members.get(command.account());
        return member == null
                ? Outcome.Refused.because("account-unknown", "account", "no such member: " + command.account())
                : put(member.withRules(command.rules()));
    }
}
