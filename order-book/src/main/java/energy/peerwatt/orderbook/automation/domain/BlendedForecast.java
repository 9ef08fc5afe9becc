package energy.peerwatt.orderbook.automation.domain;

import energy.peerwatt.messages.quantity.NetEnergy;
import org.jspecify.annotations.Nullable;

/**
 * A forecast with what each of its parts alone would say.
 *
 * @param forecast to act by
 * @param persistence the slot will be like the last minutes; absent without telemetry
 * @param clearSky as persistence, but the sun's part moves as in a clear sky; absent where nothing is known of it
 * @param lastWeek the slot will be like that of last week; absent without readings of it
 */
public record BlendedForecast(
        Forecast forecast,
        @Nullable NetEnergy persistence,
        @Nullable NetEnergy clearSky,
        @Nullable NetEnergy lastWeek) {}
