package energy.peerwatt.orderbook.automation.domain;

import energy.peerwatt.messages.event.TelemetryReported;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a forecast needs of a home at a moment.
 *
 * @param at market time
 * @param gridW + import, - export
 * @param batteryW + charge, - discharge; absent without a battery
 * @param chargePermille state of charge, 0 to 1000; absent without a battery
 * @param generationW what the sun gives, never negative; absent without an inverter
 */
public record Telemetry(
        Instant at,
        long gridW,
        @Nullable Long batteryW,
        @Nullable Integer chargePermille,
        @Nullable Long generationW) {

    public static Telemetry of(TelemetryReported event) {
        return new Telemetry(
                event.at(),
                event.gridW().watts(),
                event.batteryW() == null ? null : event.batteryW().watts(),
                event.batteryChargePermille(),
                event.generationW() == null
                        ? null
                        : Math.max(0, event.generationW().watts()));
    }

    /**
     * Net power of the home, as it may be traded: while the battery holds less than its reserve, what it gives is not
     * counted, so that it is not sold.
     */
    long tradableW(int batteryReservePercent) {
        if (batteryW == null || chargePermille == null || chargePermille >= batteryReservePercent * 10) {
            return gridW;
        }
        return gridW - Math.min(0, batteryW);
    }
}
