package energy.peerwatt.orderbook.book.domain;

import java.time.Instant;
import java.util.Optional;

/** An order is for at least one watt-hour, and for no more than 32 bits hold, since so it is hashed. */
final class EnergyIsPositive implements PlacementRule {
    private static final long MAX_WH = 0xFFFF_FFFFL;

    @Override
    public Optional<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        return draft.energyWh() >= 1 && draft.energyWh() <= MAX_WH
                ? Optional.empty()
                : Optional.of(new Violation(
                        "energy-out-of-range",
                        "energyWh",
                        "energy must be 1 to " + MAX_WH + " Wh: " + draft.energyWh()));
    }
}
