package energy.peerwatt.orderbook.automation.domain;

import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.time.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a home will import or export. The near future is like the last minutes, with the sun's part moved as in a clear
 * sky; the further off a slot is, the more it is like the same slot of last week: the weight of the last minutes halves
 * every two hours.
 */
public final class HomeOutlook {
    private static final double HALF_LIFE_SECONDS = Duration.ofHours(2).toSeconds();

    private final Instant now;
    private final Duration slotLength;
    private final Forecast persistence;
    private final double meanW;
    private final @Nullable Roof roof;

    /**
     * What the sun gives the home.
     *
     * @param squareMetres W for each W/m² of a clear sky, clouds as they were
     * @param restW mean net power of the home but for it
     */
    record Roof(ClearSky sky, double squareMetres, double restW) {
        double netW(Slot slot) {
            return restW - squareMetres * sky.irradiance(slot);
        }
    }

    /** @param meanW mean net power of the last minutes */
    HomeOutlook(Instant now, Duration slotLength, Forecast persistence, double meanW, @Nullable Roof roof) {
        this.now = now;
        this.slotLength = slotLength;
        this.persistence = persistence;
        this.meanW = meanW;
        this.roof = roof;
    }

    /**
     * @param slot one of the market's that begins now or later
     * @param lastWeek net of the slot a week before it; absent where no whole, usable readings of it are kept
     */
    public BlendedForecast of(Slot slot, @Nullable NetEnergy lastWeek) {
        if (persistence.quality() == Forecast.Quality.NONE) {
            NetEnergy only = lastWeek == null ? new NetEnergy(0) : lastWeek;
            return new BlendedForecast(new Forecast(only, Forecast.Quality.NONE, 0), null, null, lastWeek);
        }
        double nearW = roof == null ? meanW : roof.netW(slot);
        double blendedW = nearW;
        if (lastWeek != null) {
            double weight = weightOfTheLastMinutes(now, slot);
            blendedW = weight * nearW + (1 - weight) * lastWeek.wattHours() * 3600.0 / slotLength.toSeconds();
        }
        return new BlendedForecast(
                new Forecast(Forecast.wattHours(blendedW, slotLength), persistence.quality(), persistence.samples()),
                persistence.net(),
                roof == null ? null : Forecast.wattHours(nearW, slotLength),
                lastWeek);
    }

    /**
     * What may be promised of a slot: the forecast, where something is known of that slot. The last minutes alone, without
     * a sky or a week before, say little of what is more than two hours off.
     *
     * @param lastWeek as in {@link #of}
     */
    public Optional<NetEnergy> backing(Slot slot, @Nullable NetEnergy lastWeek) {
        boolean near = weightOfTheLastMinutes(now, slot) >= 0.5;
        boolean known = persistence.quality() != Forecast.Quality.NONE && (near || roof != null || lastWeek != null);
        return known ? Optional.of(of(slot, lastWeek).forecast().net()) : Optional.empty();
    }

    /** 1 for the middle of a slot that is now, half of it for each two hours that it is off. */
    static double weightOfTheLastMinutes(Instant now, Slot slot) {
        Duration ahead = Duration.between(now, slot.start().plus(slot.length().dividedBy(2)));
        return Math.pow(2, -Math.max(0, ahead.toSeconds()) / HALF_LIFE_SECONDS);
    }
}
