package energy.peerwatt.orderbook.book.domain;

import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.orderbook.market.domain.MarketYears;
import java.time.Instant;
import java.util.Objects;

/**
 * An order as somebody wishes it; nothing about it is checked yet. Numbers are bare here, because a wish may hold one
 * that no quantity can.
 *
 * @param slotStart when the slot of delivery starts
 * @param energyWh in watt-hours
 * @param terms what else it says
 * @param limitMicroPerKwh a seller takes no less; a buyer pays no more, grid fees and congestion included
 */
public record OrderDraft(
        OrderId id,
        AccountId account,
        GridZoneId zone,
        Side side,
        Instant slotStart,
        long energyWh,
        long limitMicroPerKwh,
        OrderTerms terms) {
    public OrderDraft {
        Objects.requireNonNull(id, "order id is missing");
        Objects.requireNonNull(account, "account is missing");
        Objects.requireNonNull(zone, "zone is missing");
        Objects.requireNonNull(side, "side is missing");
        Objects.requireNonNull(slotStart, "slotStart is missing");
        MarketYears.require(slotStart, "slotStart");
        terms = terms == null ? OrderTerms.NONE : terms;
    }

    /** An order that says nothing else. */
    public OrderDraft(
            OrderId id,
            AccountId account,
            GridZoneId zone,
            Side side,
            Instant slotStart,
            long energyWh,
            long limitMicroPerKwh) {
        this(id, account, zone, side, slotStart, energyWh, limitMicroPerKwh, OrderTerms.NONE);
    }
}
