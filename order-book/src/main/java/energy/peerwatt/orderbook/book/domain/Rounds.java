package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Rounds in which a slot is traded: auctions while it is open, and the last one at its gate; in a continuous market the same
 * in the order in which orders came. What an order has left goes into the next round with it. A round in which nothing trades
 * is not held, but for the last.
 */
final class Rounds {
    private final BookContents book;

    Rounds(BookContents book) {
        this.book = book;
    }

    Outcome auctions(BookCommand.HoldAuctions command, MarketTerms terms) {
        if (terms.auctionAt(command.issuedAt()).filter(command.tick()::equals).isEmpty()) {
            return Outcome.Refused.because(
                    "no-auction-now",
                    "tick",
                    "auctions are held every " + terms.auctionEvery() + ", none for " + command.tick() + " at "
                            + command.issuedAt());
        }
        List<Effect> effects = new ArrayList<>();
        for (Slot slot : book.orders.slots()) {
            if (!book.isSealed(slot) && command.issuedAt().isBefore(terms.gateOf(slot))) {
                expire(slot, command.issuedAt(), effects);
                List<Order> orders = book.orders.of(slot).stream()
                        .filter(order -> order.terms().holdsAt(command.issuedAt()))
                        .toList();
                if (mayCross(orders) && !orders.equals(book.inVain.get(slot))) {
                    carryOut(Sealing.ofAll(book, terms, slot, orders, false))
                            .ifPresentOrElse(effects::addAll, () -> book.inVain.put(slot, orders));
                }
            }
        }
        return new Outcome.Done(effects);
    }

    /** Whether anybody would pay what somebody asks, fees aside: most books need not be cleared to see that nobody does. */
    private static boolean mayCross(List<Order> orders) {
        long lowestAsk = Long.MAX_VALUE;
        long highestBid = Long.MIN_VALUE;
        for (Order order : orders) {
            if (order.side() == Side.SELL) {
                boolean gift = order.terms().giftTo() != null;
                lowestAsk = Math.min(lowestAsk, gift ? 0 : order.limit().microPerKwh());
            } else {
                highestBid = Math.max(highestBid, order.limit().microPerKwh());
            }
        }
        return lowestAsk <= highestBid;
    }

    Outcome close(BookCommand.CloseZone command, MarketTerms terms) {
        if (!terms.isAligned(command.slotStart())) {
            return Outcome.Refused.because("slot-not-aligned", "slot", "no slot starts at " + command.slotStart());
        }
        Slot slot = terms.slotAt(command.slotStart());
        if (book.isSealed(slot) || slot.compareTo(terms.first()) < 0) {
            return Outcome.Refused.because("slot-sealed", "slot", "the book of this slot is sealed: " + slot.start());
        }
        if (book.zones.find(command.zone(), slot.start()).isEmpty()) {
            return Outcome.Refused.because("zone-unknown", "zone", "no such zone: " + command.zone());
        }
        if (book.progress(slot).closed().contains(command.zone())) {
            return new Outcome.Done(List.of());
        }
        book.progress.put(slot, book.progress(slot).closing(command.zone()));
        return new Outcome.Done(List.of(new Effect.ZoneClosed(slot, command.zone())));
    }

    Outcome close(BookCommand.CloseGate command, MarketTerms terms) {
        Slot next = book.nextSlot == null ? terms.first() : book.nextSlot;
        if (!terms.isAligned(command.slotStart())) {
            return Outcome.Refused.because("slot-not-aligned", "slotStart", "no slot starts at " + command.slotStart());
        }
        Slot slot = terms.slotAt(command.slotStart());
        if (slot.compareTo(next) < 0) {
            return new Outcome.Done(List.of());
        }
        if (slot.compareTo(next) > 0) {
            return Outcome.Refused.because(
                    "slot-out-of-order", "slotStart", "the next slot to seal is " + next + ", not " + slot);
        }
        if (command.issuedAt().isBefore(terms.gateOf(slot))) {
            return Outcome.Refused.because(
                    "gate-open", "slotStart", "the gate of " + slot + " closes at " + terms.gateOf(slot));
        }
        List<Effect> effects = new ArrayList<>();
        expire(slot, command.issuedAt(), effects);
        changeTariffs(slot, effects);
        effects.addAll(carryOut(Sealing.ofAll(book, terms, slot, book.orders.of(slot), true))
                .orElseThrow());
        book.nextSlot = slot.next();
        book.mandates.forgetBefore(book.nextSlot);
        effects.addAll(book.zones.forgetBefore(book.nextSlot.start()));
        effects.add(book.communityChanged());
        return new Outcome.Done(effects);
    }

    /** Members whose tariff is another one from this slot on: settlement learns of it before the slot is cleared. */
    private void changeTariffs(Slot slot, List<Effect> effects) {
        // In an order of their own, so that the log read again tells the same.
        List<Member> members = book.members.values().stream()
                .sorted(Comparator.comparing(Member::account))
                .toList();
        for (Member member : members) {
            Member changed = member.at(slot.start());
            if (!changed.equals(member)) {
                book.members.put(changed.account(), changed);
                effects.add(new Effect.MemberChanged(changed));
            }
        }
    }

    /** Orders whose time is over leave the book before the round. */
    private void expire(Slot slot, Instant now, List<Effect> effects) {
        book.orders.of(slot).stream()
                .filter(order -> order.terms().isOverAt(now))
                .sorted(Comparator.comparing(Order::id))
                .forEach(order -> {
                    book.orders.remove(order);
                    effects.add(new Effect.OrderEnded(order.id(), OrderState.EXPIRED, order.filled()));
                    book.changeReservation(
                            order.account(), slot, order.reservation().negated(), effects);
                });
    }

    /** Empty, and nothing changes, if nothing trades in a round that need not be. */
    Optional<List<Effect>> carryOut(Sealing round) {
        boolean last = round.line().book().last();
        if (!last && !round.trades()) {
            return Optional.empty();
        }
        Slot slot = round.line().book().slot();
        List<Effect> effects = new ArrayList<>();
        for (Order order : round.orders()) {
            Energy fill = round.filled(order);
            if (last || !fill.isZero()) {
                effects.add(carryOn(order.after(fill), last));
            }
        }
        round.reservationChanges(last)
                .forEach((account, change) -> book.changeReservation(account, slot, change, effects));
        SlotProgress progress = book.progress(slot).after(round.line());
        book.inVain.remove(slot);
        if (last) {
            book.orders.removeAll(slot);
            book.progress.remove(slot);
        } else {
            book.progress.put(slot, progress);
        }
        effects.add(new Effect.RoundHeld(round.line(), progress));
        return Optional.of(effects);
    }

    private Effect carryOn(Order order, boolean last) {
        if (last || order.left().isZero() || order.buysDirectly()) {
            book.orders.remove(order);
            return new Effect.OrderEnded(
                    order.id(), OrderState.cleared(order.energy(), order.filled()), order.filled());
        }
        book.orders.replace(order);
        return new Effect.OrderFilled(order.id(), order.filled());
    }
}
