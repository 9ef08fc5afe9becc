package energy.peerwatt.orderbook.automation.domain;

import energy.peerwatt.messages.quantity.NetEnergy;

/**
 * What a home is expected to import (+) or export (-) in a slot.
 *
 * @param samples telemetry it rests on
 */
public record Forecast(NetEnergy net, Quality quality, int samples) {
    public enum Quality {
        /** The telemetry spans most of what was looked back on. */
        GOOD,
        /** It spans only a part. */
        SPARSE,
        /** There is none; the forecast is nothing. */
        NONE
    }

    static final Forecast NOTHING = new Forecast(new NetEnergy(0), Quality.NONE, 0);
}
