package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.metergateway.profile.domain.ModelPoint;
import energy.peerwatt.metergateway.profile.domain.Point;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a device measures, and so which of its values have to agree. */
public enum Metering {
    /** The connection of a home: + is import. */
    GRID(PointId.GRID_POWER, PointId.ENERGY_IMPORT, Optional.of(PointId.ENERGY_EXPORT)),
    /** An inverter: + is out of it. */
    INVERTER(PointId.INVERTER_POWER, PointId.INVERTER_ENERGY, Optional.empty()),
    /** A battery: + is charge. */
    BATTERY(PointId.BATTERY_POWER, PointId.BATTERY_ENERGY_CHARGE, Optional.of(PointId.BATTERY_ENERGY_DISCHARGE));

    static final List<PointId> PHASE_POWERS =
            List.of(PointId.GRID_POWER_L1, PointId.GRID_POWER_L2, PointId.GRID_POWER_L3);
    static final List<PointId> VOLTAGES = List.of(PointId.VOLTAGE_L1, PointId.VOLTAGE_L2, PointId.VOLTAGE_L3);
    static final List<PointId> CURRENTS = List.of(PointId.CURRENT_L1, PointId.CURRENT_L2, PointId.CURRENT_L3);

    private final PointId power;
    private final PointId plus;
    private final Optional<PointId> minus;

    Metering(PointId power, PointId plus, Optional<PointId> minus) {
        this.power = power;
        this.plus = plus;
        this.minus = minus;
    }

    /** What the device measures first of all; empty if nothing of it can be checked here. */
    public static Optional<Metering> of(Profile profile) {
        Set<PointId> known = known(profile);
        return Stream.of(values())
                .filter(metering -> known.contains(metering.power) && known.contains(metering.plus))
                .findFirst();
    }

    /** Every point that the profile has. */
    static Set<PointId> known(Profile profile) {
        Set<PointId> known = EnumSet.noneOf(PointId.class);
        profile.points().stream().map(Point::id).forEach(known::add);
        profile.modelPoints().stream().map(ModelPoint::id).forEach(known::add);
        return known;
    }

    /** The points without which the device cannot count for money, and the power that they are held against. */
    Set<PointId> required(Profile profile) {
        Set<PointId> required = EnumSet.of(power, plus);
        profile.points().stream().filter(Point::settlement).map(Point::id).forEach(required::add);
        profile.modelPoints().stream()
                .filter(ModelPoint::settlement)
                .map(ModelPoint::id)
                .forEach(required::add);
        return required;
    }

    public PointId power() {
        return power;
    }

    /** The counter of the direction +. */
    public PointId plus() {
        return plus;
    }

    /** The counter of the other direction, where there is one. */
    public Optional<PointId> minus() {
        return minus;
    }
}
