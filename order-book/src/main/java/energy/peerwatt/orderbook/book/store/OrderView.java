package energy.peerwatt.orderbook.book.store;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.orderbook.book.domain.OrderState;
import energy.peerwatt.orderbook.book.domain.OrderTerms;
import energy.peerwatt.orderbook.book.domain.Violation;
import java.time.Instant;
import java.util.List;

/**
 * Where an order stands.
 *
 * @param slot start of the slot of delivery
 * @param filledWh what auctions have given so far
 * @param terms what else it says, each by its name
 * @param violations why it was refused, empty otherwise
 */
public record OrderView(
        OrderId id,
        AccountId account,
        GridZoneId zone,
        Side side,
        Instant slot,
        long energyWh,
        long limitMicroPerKwh,
        Instant submittedAt,
        OrderState state,
        long filledWh,
        @JsonUnwrapped OrderTerms terms,
        List<Violation> violations) {}
