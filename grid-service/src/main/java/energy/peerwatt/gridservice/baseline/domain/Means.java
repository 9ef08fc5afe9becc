package energy.peerwatt.gridservice.baseline.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The one place where means and deviations of baselines become whole watt-hours. */
final class Means {
    private Means() {}

    /** Rounded half-even. */
    static long mean(long sum, int count) {
        return BigDecimal.valueOf(sum)
                .divide(BigDecimal.valueOf(count), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /** Rounded half-even. */
    static long round(double wattHours) {
        return (long) Math.rint(wattHours);
    }
}
