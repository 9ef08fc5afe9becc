package energy.peerwatt.orderbook.book.domain;

import java.time.Instant;
import java.util.Optional;

/** One reason to refuse an order. A rule that cannot judge, because another one will refuse the order anyway, is silent. */
@FunctionalInterface
interface PlacementRule {
    /** @param submittedAt market time of the command */
    Optional<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book);
}
