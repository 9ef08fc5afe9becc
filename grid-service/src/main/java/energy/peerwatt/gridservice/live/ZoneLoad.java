package energy.peerwatt.gridservice.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.event.ZoneDefined;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Power;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a zone takes from the grid now, with the zones below it.
 *
 * @param homes members of the zone
 * @param metered those of them with fresh telemetry, which is all that is summed
 * @param netW + is import into the zone; absent where too few homes are metered to show it
 * @param importW sum of the homes that import
 * @param exportW sum of the homes that export, not negative
 * @param generationW of their inverters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ZoneLoad(
        CommunityId community,
        GridZoneId zone,
        Instant at,
        int homes,
        int metered,
        @Nullable Power netW,
        @Nullable Power importW,
        @Nullable Power exportW,
        @Nullable Power generationW,
        @Nullable Power importLimitW,
        @Nullable Power exportLimitW) {
    static ZoneLoad of(ZoneDefined zone, Instant now, int homes, List<TelemetryReported> telemetry, int fewest) {
        boolean shown = telemetry.size() >= fewest;
        long imported = telemetry.stream()
                .mapToLong(one -> Math.max(0, one.gridW().watts()))
                .sum();
        long exported = telemetry.stream()
                .mapToLong(one -> Math.max(0, -one.gridW().watts()))
                .sum();
        long generated = telemetry.stream()
                .map(TelemetryReported::generationW)
                .filter(Objects::nonNull)
                .mapToLong(Power::watts)
                .sum();
        return new ZoneLoad(
                zone.community(),
                zone.zone(),
                now,
                homes,
                telemetry.size(),
                shown ? new Power(imported - exported) : null,
                shown ? new Power(imported) : null,
                shown ? new Power(exported) : null,
                shown ? new Power(generated) : null,
                zone.importLimit(),
                zone.exportLimit());
    }
}
