package energy.peerwatt.orderbook.automation.domain;

import energy.peerwatt.messages.quantity.NetEnergy;
import java.time.Duration;

/**
 * What a home is expected to import (+) or export (-) in a slot.
 *
 * @param quality how much of the last minutes it rests on; how good such forecasts were is measured elsewhere
 * @param samples telemetry it rests on
 */
public record Forecast(NetEnergy net, Quality quality, int samples) {
    public enum Quality {
        /** The telemetry spans most of what was looked back on. */
        GOOD,
        /** It spans only a part. */
        SPARSE,
        /** There is no telemetry. */
        NONE
    }

    static final Forecast NOTHING = new Forecast(new NetEnergy(0), Quality.NONE, 0);

    /** The one place where a forecast becomes whole watt-hours: towards zero, so that no more is promised than expected. */
    static NetEnergy wattHours(double meanW, Duration slotLength) {
        return new NetEnergy((long) (meanW * slotLength.toSeconds() / 3600));
    }
}
