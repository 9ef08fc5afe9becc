package energy.peerwatt.metergateway.codec.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The one place where a device's value becomes a whole number of watt-hours or watts: round half to even. */
public final class WholeUnits {
    private WholeUnits() {}

    /** @throws ArithmeticException if it does not fit into 64 bits */
    public static long of(BigDecimal value) {
        return value.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }
}
