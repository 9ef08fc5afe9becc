package energy.peerwatt.metergateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.reading.Meter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gateway as REST shows it. Times are market time; what is not known yet is left out.
 *
 * @param keyX of the public key by which its seals verify
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GatewayView(
        GatewayId gatewayId,
        Hash32 keyX,
        Hash32 keyY,
        @Nullable Instant lastBoundary,
        List<MeterView> meters) {

    /** @param lastSeq 0 before the first reading */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MeterView(
            MeterId meterId,
            String name,
            String endpoint,
            @Nullable String serial,
            long lastSeq,
            @Nullable Instant lastBoundary,
            @Nullable Instant lastTelemetryAt,
            Meter.Condition state,
            @Nullable InverterView inverter) {}

    /** @param limitPermille the output limit in force, left out without one */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record InverterView(
            String endpoint,
            @Nullable String maker,
            @Nullable String model,
            @Nullable String serial,
            @Nullable Integer limitPermille) {}
}
