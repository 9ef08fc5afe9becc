package energy.peerwatt.metergateway.profile.domain;

import energy.peerwatt.metergateway.codec.domain.Decoded;
import energy.peerwatt.metergateway.codec.domain.RegisterWindow;
import energy.peerwatt.metergateway.profile.domain.Sample.Absent;
import energy.peerwatt.metergateway.profile.domain.Sample.Measured;
import java.math.BigDecimal;

/**
 * One value of a register map.
 *
 * @param unit what the register counts in
 * @param sign 1, or -1 where the device has the direction the other way round
 * @param settlement whether money depends on it
 */
public record Point(PointId id, Location location, Unit unit, int sign, boolean settlement) {
    /** A petawatt-hour or petawatt: beyond everything behind one meter, and sums of it still fit into 64 bits. */
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000_000_000_000L);

    /** The value in canonical unit and direction, exact; absent rather than zero where there is none. */
    public Sample sample(RegisterWindow window) {
        if (!window.holds(location.address(), location.type().registers())) {
            return Absent.NOT_READ;
        }
        return switch (window.decode(location.address(), location.type(), location.order())) {
            case Decoded.NotANumber _ -> Absent.NOT_A_NUMBER;
            case Decoded.Value decoded -> canonical(decoded);
        };
    }

    private Sample canonical(Decoded.Value decoded) {
        BigDecimal value = decoded.value().scaleByPowerOfTen(unit.exponent()).multiply(BigDecimal.valueOf(sign));
        if (id.counter() && value.signum() < 0) {
            return Absent.NEGATIVE_COUNTER;
        }
        if (value.abs().compareTo(LARGEST) > 0) {
            return Absent.OUT_OF_RANGE;
        }
        return new Measured(value, decoded.resolution().scaleByPowerOfTen(unit.exponent()));
    }
}
