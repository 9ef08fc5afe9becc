package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.Member;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * An order that the book took.
 *
 * @param energy what it was placed with
 * @param terms what else it says
 * @param filled what rounds have given it of that so far
 */
public record Order(
        OrderId id,
        AccountId account,
        GridZoneId zone,
        Side side,
        Slot slot,
        Energy energy,
        Energy filled,
        Price limit,
        Instant submittedAt,
        OrderTerms terms) {
    /** An order that says nothing beside its limit. */
    public Order(
            OrderId id,
            AccountId account,
            GridZoneId zone,
            Side side,
            Slot slot,
            Energy energy,
            Energy filled,
            Price limit,
            Instant submittedAt) {
        this(id, account, zone, side, slot, energy, filled, limit, submittedAt, OrderTerms.NONE);
    }

    /** What it still wants or has. */
    public Energy left() {
        return energy.minus(filled);
    }

    /** Its own limit and those of its alternatives. */
    Stream<Price> limits() {
        return Stream.concat(Stream.of(limit), terms.preferences().stream().map(SealedBook.Preference::limit));
    }

    Order after(Energy fill) {
        return new Order(id, account, zone, side, slot, energy, filled.plus(fill), limit, submittedAt, terms);
    }

    /** The same, come after another: a clock elsewhere may be a little ahead. */
    Order submittedAfter(Order other) {
        Instant after = other.submittedAt().truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
        return submittedAt.isBefore(after)
                ? new Order(id, account, zone, side, slot, energy, filled, limit, after, terms)
                : this;
    }

    /** Whether it takes an offer or nothing, and never waits. */
    boolean buysDirectly() {
        return terms.directBuyOf() != null;
    }

    /** Whether it takes part in a round then. */
    boolean standsAt(Instant time) {
        return terms.holdsAt(time) && !terms.isOverAt(time);
    }

    /** What is set aside for it: all it could still cost, fees and congestion included; nothing for a sale. */
    Money reservation() {
        return side == Side.BUY ? limit.times(left()) : Money.ZERO;
    }

    Order with(OrderTerms other) {
        return new Order(id, account, zone, side, slot, energy, filled, limit, submittedAt, other);
    }

    /** As it is sealed, with what its owner's supplier would pay or charge at that moment. */
    SealedBook.Order sealed(Member member) {
        Member owner = member.at(slot.start());
        return new SealedBook.Order(
                id,
                account,
                zone,
                side,
                left(),
                energy,
                limit,
                side == Side.SELL ? owner.feedIn() : null,
                side == Side.BUY ? owner.retail() : null,
                submittedAt,
                terms.minFill(),
                owner.connection().building(),
                terms.source(),
                terms.nominated(),
                terms.giftTo(),
                terms.preferences(),
                terms.directBuyOf(),
                null);
    }
}
