package energy.peerwatt.metergateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.reading.Meter;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A meter in a list. Times are market time.
 *
 * @param lastReading left out before the first boundary
 * @param lastTelemetry left out before the first look
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeterListView(
        MeterId meterId,
        String name,
        Meter.Condition state,
        @Nullable ReadingSummary lastReading,
        @Nullable TelemetrySummary lastTelemetry) {

    /** The newest sealed reading. */
    public record ReadingSummary(Instant boundary, long seq, long importWh, long exportWh, Set<Quality> quality) {
        static ReadingSummary of(IntervalReading reading) {
            return new ReadingSummary(
                    reading.boundary(),
                    reading.seq(),
                    reading.imported().wattHours(),
                    reading.exported().wattHours(),
                    new TreeSet<>(reading.quality()));
        }
    }

    /** What the home did last. */
    public record TelemetrySummary(Instant at, long gridW, Set<Quality> quality) {
        static TelemetrySummary of(TelemetryReported telemetry) {
            return new TelemetrySummary(telemetry.at(), telemetry.gridW().watts(), new TreeSet<>(telemetry.quality()));
        }
    }

    static MeterListView of(Meter meter, Optional<IntervalReading> last) {
        return new MeterListView(
                meter.id(),
                meter.device().name(),
                meter.condition(),
                last.map(ReadingSummary::of).orElse(null),
                meter.lastTelemetry().map(TelemetrySummary::of).orElse(null));
    }
}
