package energy.peerwatt.gridservice.topology;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.event.ZoneDefined;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A zone as it was last defined. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ZoneView(
        CommunityId community,
        GridZoneId zone,
        @Nullable GridZoneId parent,
        long version,
        Instant effectiveFrom,
        Price localFeeMicroPerKwh,
        Price edgeFeeMicroPerKwh,
        @Nullable Power importLimitW,
        @Nullable Power exportLimitW) {
    static ZoneView of(ZoneDefined zone) {
        return new ZoneView(
                zone.community(),
                zone.zone(),
                zone.parent(),
                zone.version(),
                zone.effectiveFrom(),
                zone.localFee(),
                zone.edgeFee(),
                zone.importLimit(),
                zone.exportLimit());
    }
}
