package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.quantity.Price;
import java.time.Instant;
import java.util.Optional;

/** A limit is a price: never negative, and at most what 32 bits hold. */
final class LimitIsAPrice implements PlacementRule {
    @Override
    public Optional<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        return isPrice(draft)
                ? Optional.empty()
                : Optional.of(new Violation(
                        "limit-out-of-range",
                        "limitMicroPerKwh",
                        "limit must be 0 to " + Price.MAX + " micro-currency per kWh: " + draft.limitMicroPerKwh()));
    }

    static boolean isPrice(OrderDraft draft) {
        return draft.limitMicroPerKwh() >= 0 && draft.limitMicroPerKwh() <= Price.MAX;
    }
}
