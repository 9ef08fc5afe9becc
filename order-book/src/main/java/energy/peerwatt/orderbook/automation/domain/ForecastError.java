package energy.peerwatt.orderbook.automation.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How far past forecasts of a home were from what was sealed, at one horizon: mean absolute errors in Wh per slot, rounded
 * half up. Those of parts count the slots that had the part.
 *
 * @param aheadMinutes from the slot that orders were placed for to the one that was forecast
 * @param slots that were forecast and then measured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ForecastError(
        int aheadMinutes,
        long slots,
        long meanErrorWh,
        @Nullable Long persistenceMeanErrorWh,
        @Nullable Long clearSkyMeanErrorWh,
        @Nullable Long lastWeekMeanErrorWh) {

    /** @return absent for the mean of nothing */
    public static @Nullable Long mean(long sum, long count) {
        return count == 0 ? null : (2 * sum + count) / (2 * count);
    }
}
