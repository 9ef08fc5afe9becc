package energy.peerwatt.appbackend.service;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gateway and what it reads, as it says itself. */
public record Gateway(String gatewayId, @Nullable Instant lastBoundary, List<Meter> meters) {
    public record Meter(
            String meterId,
            String name,
            String endpoint,
            @Nullable String serial,
            long lastSeq,
            @Nullable Instant lastBoundary,
            @Nullable Instant lastTelemetryAt,
            String state,
            @Nullable Inverter inverter) {}

    public record Inverter(
            String endpoint,
            @Nullable String maker,
            @Nullable String model,
            @Nullable String serial,
            @Nullable Integer limitPermille) {}
}
