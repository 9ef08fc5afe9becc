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

/** An order that the book took. */
public record Order(
        OrderId id,
        AccountId account,
        GridZoneId zone,
        Side side,
        Slot slot,
        Energy energy,
        Price limit,
        Instant submittedAt) {

    /** What is set aside for it: all it could cost, fees and congestion included; nothing for a sale. */
    Money reservation() {
        return side == Side.BUY ? limit.times(energy) : Money.ZERO;
    }

    /** As it is sealed, with what its owner's supplier would pay or charge at that moment. */
    SealedBook.Order sealed(Member owner) {
        return new SealedBook.Order(
                id,
                account,
                zone,
                side,
                energy,
                limit,
                side == Side.SELL ? owner.feedIn() : null,
                side == Side.BUY ? owner.retail() : null,
                submittedAt);
    }
}
