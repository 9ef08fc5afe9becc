package energy.peerwatt.metergateway.inverter.domain;

import energy.peerwatt.metergateway.codec.domain.Quantity;
import energy.peerwatt.metergateway.codec.domain.WholeUnits;
import energy.peerwatt.metergateway.profile.domain.ModelPoint;
import energy.peerwatt.metergateway.profile.domain.Point;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.profile.domain.Sample;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an inverter said in one round; whatever it did not say is absent.
 *
 * @param generationWatts what the roof gives, never below zero
 * @param batteryWatts + is charge
 * @param chargePermille state of charge of the battery
 */
public record InverterState(
        Optional<Long> generationWatts, Optional<Long> batteryWatts, Optional<Integer> chargePermille) {
    /** What of a profile is asked for. */
    public static final Set<PointId> POINTS = EnumSet.of(
            PointId.INVERTER_POWER,
            PointId.PV_POWER,
            PointId.BATTERY_POWER,
            PointId.BATTERY_POWER_CHARGE,
            PointId.BATTERY_POWER_DISCHARGE,
            PointId.BATTERY_STATE_OF_CHARGE);

    /** One of them has a value where there is a battery. */
    private static final Set<PointId> BATTERY =
            EnumSet.of(PointId.BATTERY_POWER_CHARGE, PointId.BATTERY_POWER_DISCHARGE, PointId.BATTERY_STATE_OF_CHARGE);

    private static final BigDecimal PERMILLE_PER_PERCENT = BigDecimal.TEN;
    private static final int MOST_PERMILLE = 1000;

    /**
     * AC power without the battery's part is what the meter sees of the roof, so it goes before power on the DC side.
     *
     * @param samples one for every point of {@link #POINTS} that the device's map has
     */
    public static InverterState of(Map<PointId, Sample> samples) {
        Optional<Long> battery = watts(samples, PointId.BATTERY_POWER).or(() -> difference(samples));
        return new InverterState(generation(samples, battery), battery, permille(samples));
    }

    /** Whether a device with this map says anything of an inverter or a battery. */
    public static boolean isToldBy(Profile profile) {
        return Stream.concat(
                        profile.points().stream().map(Point::id),
                        profile.modelPoints().stream().map(ModelPoint::id))
                .anyMatch(POINTS::contains);
    }

    private static Optional<Long> generation(Map<PointId, Sample> samples, Optional<Long> battery) {
        boolean untold = battery.isEmpty()
                && BATTERY.stream().anyMatch(id -> measured(samples, id).isPresent());
        // Power of a battery that nobody tells cannot be told from the roof's.
        Optional<Long> alternating = untold ? Optional.empty() : watts(samples, PointId.INVERTER_POWER);
        return alternating
                .map(watts -> Math.max(0, watts + battery.orElse(0L)))
                .or(() -> watts(samples, PointId.PV_POWER).map(watts -> Math.max(0, watts)));
    }

    private static Optional<Long> difference(Map<PointId, Sample> samples) {
        Optional<Long> in = watts(samples, PointId.BATTERY_POWER_CHARGE);
        Optional<Long> out = watts(samples, PointId.BATTERY_POWER_DISCHARGE);
        return in.isPresent() && out.isPresent() ? Optional.of(in.get() - out.get()) : Optional.empty();
    }

    private static Optional<Integer> permille(Map<PointId, Sample> samples) {
        return measured(samples, PointId.BATTERY_STATE_OF_CHARGE)
                .map(percent -> WholeUnits.of(percent.decimal().multiply(PERMILLE_PER_PERCENT)))
                .filter(permille -> permille >= 0 && permille <= MOST_PERMILLE)
                .map(Math::toIntExact);
    }

    private static Optional<Long> watts(Map<PointId, Sample> samples, PointId id) {
        return measured(samples, id).map(Quantity::whole);
    }

    private static Optional<Quantity> measured(Map<PointId, Sample> samples, PointId id) {
        return samples.get(id) instanceof Sample.Measured measured
                ? Optional.of(measured.quantity())
                : Optional.empty();
    }
}
