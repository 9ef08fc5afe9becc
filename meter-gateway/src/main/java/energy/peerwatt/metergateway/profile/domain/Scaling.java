package energy.peerwatt.metergateway.profile.domain;

import energy.peerwatt.metergateway.codec.domain.Absent;
import energy.peerwatt.metergateway.codec.domain.Decoded;
import energy.peerwatt.metergateway.codec.domain.Quantity;
import energy.peerwatt.metergateway.codec.domain.Unit;
import java.math.BigDecimal;

/**
 * How a device's number becomes a canonical quantity.
 *
 * @param unit what the register counts in
 * @param exponent the register counts in this power of ten of the unit
 * @param sign 1, or -1 where the device has the direction the other way round
 */
public record Scaling(Unit unit, int exponent, int sign) {
    /** A petawatt-hour or petawatt: beyond everything behind one meter, and sums of it still fit into 64 bits. */
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000_000_000_000L);

    /** Exact, in canonical unit and direction; absent rather than zero where there is none. */
    public Sample sample(PointId id, Decoded decoded) {
        return switch (decoded) {
            case Absent absent -> new Sample.Missing(absent);
            case Decoded.Value raw -> canonical(id, raw);
        };
    }

    private Sample canonical(PointId id, Decoded.Value raw) {
        int power = exponent + unit.exponent();
        BigDecimal value = raw.value().scaleByPowerOfTen(power).multiply(BigDecimal.valueOf(sign));
        if (id.counter() && value.signum() < 0) {
            return new Sample.Missing(Absent.NEGATIVE_COUNTER);
        }
        if (value.abs().compareTo(LARGEST) > 0) {
            return new Sample.Missing(Absent.OUT_OF_RANGE);
        }
        return new Sample.Measured(
                Quantity.of(value, id.unit()), Quantity.of(raw.resolution().scaleByPowerOfTen(power), id.unit()));
    }
}
