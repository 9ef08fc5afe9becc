package energy.peerwatt.appbackend.screen;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.appbackend.live.domain.CallInSum;
import energy.peerwatt.appbackend.live.domain.ZoneNow;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Price;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that an operator's page shows: sums, never a home. */
public record OperatorScreen(Instant marketTime, List<Zone> zones, List<CallInSum> events) {
    /**
     * @param now absent while too few homes are heard of
     * @param history the last hour, a point per minute
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Zone(
            GridZoneId zone,
            @Nullable GridZoneId parent,
            @Nullable Price localFee,
            @Nullable Price edgeFee,
            @Nullable Long importLimitW,
            @Nullable Long exportLimitW,
            @Nullable ZoneNow now,
            List<ZoneNow.Point> history) {}
}
