package energy.peerwatt.metergateway.profile.domain;

import energy.peerwatt.metergateway.codec.domain.Absent;
import energy.peerwatt.metergateway.codec.domain.RegisterWindow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One value of a register map.
 *
 * @param part which part of the device has it; empty for the one that answers at the configured unit
 * @param sentinels bit patterns by which the device says that it has no value; NaN and infinities always do
 * @param modulus the register is back at zero after this many steps; empty if it has the whole range of its type
 * @param settlement whether money depends on it
 * @param sources keys of the profile's sources that say so
 */
public record Point(
        PointId id,
        Location location,
        Optional<String> part,
        Scaling scaling,
        Set<Long> sentinels,
        Optional<Long> modulus,
        PollGroup group,
        boolean settlement,
        List<String> sources) {
    public Point {
        sentinels = Set.copyOf(sentinels);
        sources = List.copyOf(sources);
    }

    /** After so many whole units the register is at zero again; empty if it never is, or at no whole number. */
    public Optional<Long> range() {
        Optional<BigDecimal> steps = modulus.isPresent()
                ? modulus.map(BigDecimal::valueOf)
                : switch (location.type()) {
                    case UINT16, UINT32, ACC16, ACC32 ->
                        Optional.of(BigDecimal.valueOf(location.type().mask() + 1));
                    case INT16, INT32, UINT64, INT64, ACC64, FLOAT32, FLOAT64, TEXT, TEXT_SPARSE -> Optional.empty();
                };
        return steps.map(many -> many.scaleByPowerOfTen(
                        scaling.exponent() + scaling.unit().exponent()))
                .filter(range ->
                        range.signum() > 0 && range.stripTrailingZeros().scale() <= 0)
                .map(BigDecimal::longValueExact);
    }

    /** The value in canonical unit and direction, exact; absent rather than zero where there is none. */
    public Sample sample(RegisterWindow window) {
        if (!window.holds(location.address(), location.registers())) {
            return new Sample.Missing(Absent.NOT_READ);
        }
        long bits = window.bits(location.address(), location.registers(), location.order());
        return scaling.sample(
                id,
                sentinels.contains(bits)
                        ? Absent.NOT_IMPLEMENTED
                        : location.type().decode(bits));
    }
}
