package energy.peerwatt.orderbook.book.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.orderbook.market.domain.MarketYears;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An order as somebody wishes it; nothing about it is checked yet. Numbers are bare here, because a wish may hold one
 * that no quantity can.
 *
 * @param slotStart when the slot of delivery starts
 * @param energyWh in watt-hours
 * @param terms what else it says
 * @param backed what a forecast says of the home in the slot, told by whoever put the order into the log: a surplus backs
 *     sales, a need purchases; absent where there is no forecast. So the book need not know any
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
        OrderTerms terms,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable NetEnergy backed) {
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
        this(id, account, zone, side, slotStart, energyWh, limitMicroPerKwh, OrderTerms.NONE, null);
    }

    /** An order of which no forecast is known. */
    public OrderDraft(
            OrderId id,
            AccountId account,
            GridZoneId zone,
            Side side,
            Instant slotStart,
            long energyWh,
            long limitMicroPerKwh,
            OrderTerms terms) {
        this(id, account, zone, side, slotStart, energyWh, limitMicroPerKwh, terms, null);
    }

    /** The same with what backs it. */
    public OrderDraft backedBy(@Nullable NetEnergy forecast) {
        return new OrderDraft(id, account, zone, side, slotStart, energyWh, limitMicroPerKwh, terms, forecast);
    }

    /** The same at another limit, micro-currency per kWh. */
    public OrderDraft withLimit(long limit) {
        return new OrderDraft(id, account, zone, side, slotStart, energyWh, limit, terms, backed);
    }
}
