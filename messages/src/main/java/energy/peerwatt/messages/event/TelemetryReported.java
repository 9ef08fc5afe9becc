package energy.peerwatt.messages.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a home does now, every few seconds. Unsealed: for pictures and forecasts, never for money.
 *
 * @param at market time of the read
 * @param gridW at the meter: + import, - export
 * @param imported cumulative register
 * @param exported cumulative register
 * @param generationW AC power of the inverter without the battery's part, absent without one
 * @param batteryW + charge, - discharge, absent without one
 * @param batteryChargePermille state of charge, 0 to 1000, absent without a battery
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TelemetryReported(
        GatewayId gateway,
        MeterId meter,
        Instant at,
        Power gridW,
        Energy imported,
        Energy exported,
        @Nullable Power generationW,
        @Nullable Power batteryW,
        @Nullable Integer batteryChargePermille,
        Set<Quality> quality) {
    public TelemetryReported {
        Objects.requireNonNull(gateway, "gateway is missing");
        Objects.requireNonNull(meter, "meter is missing");
        Objects.requireNonNull(at, "at is missing");
        Objects.requireNonNull(gridW, "gridW is missing");
        Objects.requireNonNull(imported, "imported is missing");
        Objects.requireNonNull(exported, "exported is missing");
        quality = Set.copyOf(Objects.requireNonNull(quality, "quality is missing"));
    }
}
