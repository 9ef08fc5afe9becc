package energy.peerwatt.orderbook.market;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.orderbook.book.domain.ZoneDefinition;
import energy.peerwatt.orderbook.market.domain.Zone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A zone of a market from a slot on. Fees in micro-currency per kWh, limits in W.
 *
 * @param effectiveFrom slots that start then or later are traded with it
 * @param version of the grid operator's zone tree; 0 where the community itself defined the zone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ZoneView(
        GridZoneId id,
        @Nullable GridZoneId parent,
        long version,
        Instant effectiveFrom,
        Price localFee,
        Price edgeFee,
        @Nullable Power importLimit,
        @Nullable Power exportLimit) {
    static ZoneView of(ZoneDefinition definition) {
        Zone zone = definition.zone();
        return new ZoneView(
                zone.id(),
                zone.parent(),
                zone.version(),
                definition.effectiveFrom(),
                zone.localFee(),
                zone.edgeFee(),
                zone.importLimit(),
                zone.exportLimit());
    }
}
