package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * A member orders no more of a slot than a forecast backs, times what experience says of its word, however many orders it
 * makes of that: what waits and what has traded counts. Who is told no forecast, and a purchase of a home that should
 * need nothing, are left to the other rules.
 */
final class EnergyIsBacked implements PlacementRule {
    private static final int WHOLE = 1_000;

    @Override
    public Optional<Violation> check(OrderDraft draft, Instant submittedAt, BookContents book) {
        Integer tolerance =
                book.terms().map(MarketTerms::forecastTolerancePermille).orElse(null);
        NetEnergy backed = draft.backed();
        Optional<Slot> slot = book.slotOf(draft);
        if (tolerance == null || backed == null || slot.isEmpty() || draft.energyWh() < 1) {
            return Optional.empty();
        }
        Energy said = draft.side() == Side.SELL ? backed.surplus() : backed.need();
        if (draft.side() == Side.BUY && said.isZero()) {
            return Optional.empty();
        }
        Reliability reliability = book.deliveries.reliability(draft.account());
        BigInteger most = most(said, tolerance, reliability);
        long taken = book.takenWh(draft.account(), slot.get());
        BigInteger wanted = BigInteger.valueOf(draft.energyWh()).add(BigInteger.valueOf(taken));
        return wanted.compareTo(most) <= 0
                ? Optional.empty()
                : Optional.of(new Violation(
                        "above-forecast",
                        "energyWh",
                        "the forecast backs " + said.wattHours() + " Wh of the slot; with a tolerance of " + tolerance
                                + " permille and a reliability of " + reliability.permille() + " permille these are "
                                + most + ", " + taken + " of them are ordered or traded: " + draft.energyWh()));
    }

    /** Rounded down. */
    private static BigInteger most(Energy said, int tolerance, Reliability reliability) {
        return BigInteger.valueOf(said.wattHours())
                .multiply(BigInteger.valueOf((long) (WHOLE + tolerance) * reliability.permille()))
                .divide(BigInteger.valueOf((long) WHOLE * WHOLE));
    }
}
