package energy.peerwatt.orderbook.book.domain;

import java.time.Instant;
import java.util.Optional;

/** Limits are whole multiples of the market's tick. */
final class LimitIsOnTick implements PlacementRule {
    @Override
    public Optional<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        return book.terms()
                .map(terms -> terms.tick().microPerKwh())
                .filter(tick -> draft.limitMicroPerKwh() % tick != 0)
                .map(tick -> new Violation(
                        "limit-off-tick",
                        "limitMicroPerKwh",
                        "limit must be a multiple of " + tick + " micro-currency per kWh: "
                                + draft.limitMicroPerKwh()));
    }
}
