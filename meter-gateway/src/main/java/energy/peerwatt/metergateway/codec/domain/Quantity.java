package energy.peerwatt.metergateway.codec.domain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * {@code mantissa x 10^exp10} of a unit. Whatever a device sends as an integer is here without any rounding. A floating
 * number of which the decimal fraction has more than 18 digits is rounded to 18, half to even; whole watt-hours made of
 * it are the same as those made of the exact value, because a single differs from a half by more than that.
 *
 * @param mantissa without trailing zeros where {@code exp10} is below zero
 * @param exp10 power of ten
 */
public record Quantity(long mantissa, int exp10, Unit unit) {
    private static final MathContext DIGITS = new MathContext(18, RoundingMode.HALF_EVEN);

    /** @throws ArithmeticException if the value is beyond 64 bits */
    public static Quantity of(BigDecimal value, Unit unit) {
        BigDecimal rounded = value.round(DIGITS);
        BigDecimal shortest = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
        BigDecimal plain = shortest.scale() < 0 ? shortest.setScale(0) : shortest;
        return new Quantity(plain.unscaledValue().longValueExact(), -plain.scale(), unit);
    }

    public BigDecimal decimal() {
        return BigDecimal.valueOf(mantissa, -exp10);
    }

    /** In whole units: see {@link WholeUnits}. */
    public long whole() {
        return WholeUnits.of(decimal());
    }

    public boolean negative() {
        return mantissa < 0;
    }

    @Override
    public String toString() {
        return decimal().toPlainString() + " " + unit.symbol();
    }
}
