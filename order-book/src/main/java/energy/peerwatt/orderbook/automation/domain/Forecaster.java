package energy.peerwatt.orderbook.automation.domain;

import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the last minutes of homes.
 *
 * @param window what is looked back on
 * @param slotLength of the market
 * @param sky absent where it is not known where the homes are
 */
public record Forecaster(
        Duration window, Duration slotLength, @Nullable ClearSky sky) {
    /** W/m²: with less sun, and so at night, what is measured says nothing of what the roof could give. */
    private static final double ENOUGH_SUN = 50;

    /** For the homes of a market. */
    public static Forecaster of(MarketTerms terms, Duration window) {
        Position position = terms.whereabouts().position();
        return new Forecaster(window, terms.slotLength(), position == null ? null : new ClearSky(position));
    }

    /**
     * @param now market time
     * @param recent telemetry of the last minutes, oldest first
     * @param batteryReservePercent see {@link Telemetry#tradableW}
     */
    public HomeOutlook of(Instant now, List<Telemetry> recent, int batteryReservePercent) {
        Forecast persistence = PersistenceForecast.of(recent, window, slotLength, batteryReservePercent);
        double meanW = recent.isEmpty() ? 0 : PersistenceForecast.meanW(recent, batteryReservePercent);
        return new HomeOutlook(now, slotLength, persistence, meanW, roof(recent, batteryReservePercent));
    }

    /**
     * All but the sun stays as it was; the sun gives the same part of what a clear sky would give. That part is measured,
     * so that nothing need be known of roofs, and clouds are in it.
     */
    private HomeOutlook.@Nullable Roof roof(List<Telemetry> recent, int batteryReservePercent) {
        if (sky == null) {
            return null;
        }
        double clear = 0;
        long generationW = 0;
        long restW = 0;
        int samples = 0;
        for (Telemetry telemetry : recent) {
            Long generated = telemetry.generationW();
            if (generated != null) {
                clear += sky.irradiance(telemetry.at());
                generationW += generated;
                restW += telemetry.tradableW(batteryReservePercent) + generated;
                samples++;
            }
        }
        return samples == 0 || clear / samples < ENOUGH_SUN
                ? null
                : new HomeOutlook.Roof(sky, generationW / clear, (double) restW / samples);
    }
}
