package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an order as soon as it comes: a direct buy takes its offer, and in a continuous market any order meets
 * those that wait. Each time is a round of its own, of the orders that meet and the zones between them.
 */
final class Arrivals {
    private final BookContents book;
    private final Rounds rounds;

    Arrivals(BookContents book, Rounds rounds) {
        this.book = book;
        this.rounds = rounds;
    }

    /**
     * Carries out a direct buy that no rule refuses.
     *
     * @return why it cannot be; empty when it is done
     */
    Optional<Violation> buy(Order wish, List<Effect> effects) {
        Order offer = book.orders.find(wish.terms().directBuyOf()).orElseThrow();
        Order buy = wish.submittedAfter(offer);
        Sealing round = Sealing.ofSome(book, terms(), buy.slot(), List.of(offer, buy), SealedBook.Mode.CONTINUOUS_ASK);
        if (!round.trades()) {
            return Optional.of(new Violation("offer-gone", "directBuyOf", "the two cannot trade: " + offer.id()));
        }
        book.orders.add(buy);
        effects.add(new Effect.OrderTaken(buy));
        book.changeReservation(buy.account(), buy.slot(), buy.reservation(), effects);
        effects.addAll(rounds.carryOut(round).orElseThrow());
        return Optional.empty();
    }

    /**
     * An order as it comes: after all that it meets, for the round goes by the times of its orders and the clock of another
     * replica may be a little ahead.
     */
    Order afterThoseItMeets(Order order, Instant now) {
        Order last = order;
        for (Order other : meeting(order, now)) {
            last = last.submittedAfter(other);
        }
        return last;
    }

    /** Lets an order that has entered the book meet those that wait, where the market is continuous. */
    void meet(Order order, Instant now, List<Effect> effects) {
        List<Order> meeting = meeting(order, now);
        if (!meeting.isEmpty()) {
            meeting.add(order);
            rounds.carryOut(Sealing.ofSome(book, terms(), order.slot(), meeting, terms().meeting()))
                    .ifPresent(effects::addAll);
        }
    }

    private List<Order> meeting(Order order, Instant now) {
        List<Order> meeting = new ArrayList<>();
        if (terms().continuous() && order.standsAt(now)) {
            for (Order other : book.orders.of(order.slot())) {
                if (couldTrade(order, other) && other.standsAt(now)) {
                    meeting.add(other);
                }
            }
        }
        return meeting;
    }

    /** By what they would ask and pay at most, fees aside. */
    private static boolean couldTrade(Order one, Order other) {
        if (one.side() == other.side() || one.account().equals(other.account())) {
            return false;
        }
        Price ask = one.side() == Side.SELL ? one.limit() : other.limit();
        Price bid = one.side() == Side.SELL ? other.limit() : one.limit();
        return ask.compareTo(bid) <= 0;
    }

    private MarketTerms terms() {
        @Nullable MarketTerms terms = book.terms;
        if (terms == null) {
            throw new IllegalStateException("there is no market yet: " + book.community);
        }
        return terms;
    }
}
