package energy.peerwatt.orderbook.book.domain;

import java.time.Instant;
import java.util.Optional;

/** An order id names one order for ever. */
final class OrderIdIsNew implements PlacementRule {
    @Override
    public Optional<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        return book.isUsed(draft.id())
                ? Optional.of(new Violation("order-id-used", "id", "an order of this id exists: " + draft.id()))
                : Optional.empty();
    }
}
