package energy.peerwatt.orderbook.automation.domain;

import java.time.Duration;
import java.util.List;

/** The coming slot will be like the last minutes: mean net power times the slot's length. */
public final class PersistenceForecast {
    private PersistenceForecast() {}

    /**
     * @param recent oldest first
     * @param window what was looked back on, for the quality
     * @param batteryReservePercent see {@link Telemetry#tradableW}
     */
    public static Forecast of(List<Telemetry> recent, Duration window, Duration slotLength, int batteryReservePercent) {
        if (recent.isEmpty()) {
            return Forecast.NOTHING;
        }
        double meanW = meanW(recent, batteryReservePercent);
        Duration spanned =
                Duration.between(recent.getFirst().at(), recent.getLast().at());
        Forecast.Quality quality = spanned.multipliedBy(3).compareTo(window.multipliedBy(2)) >= 0
                ? Forecast.Quality.GOOD
                : Forecast.Quality.SPARSE;
        return new Forecast(Forecast.wattHours(meanW, slotLength), quality, recent.size());
    }

    /** @param recent not empty */
    static double meanW(List<Telemetry> recent, int batteryReservePercent) {
        return recent.stream()
                .mapToLong(telemetry -> telemetry.tradableW(batteryReservePercent))
                .average()
                .orElseThrow();
    }
}
