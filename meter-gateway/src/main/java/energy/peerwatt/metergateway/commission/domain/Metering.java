package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.metergateway.profile.domain.ModelPoint;
import energy.peerwatt.metergateway.profile.domain.Point;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a device measures in its role, and so which of its values have to agree. */
public enum Metering {
    /** The connection of a home, or a part of it: + is import. */
    GRID("a load of 2 kW or more", PointId.GRID_POWER, PointId.ENERGY_IMPORT, Optional.of(PointId.ENERGY_EXPORT)),
    /** An inverter: + is out of it. */
    INVERTER("production of 2 kW or more", PointId.INVERTER_POWER, PointId.INVERTER_ENERGY, Optional.empty()),
    /** The roof behind an inverter that does not count its output: what is produced. */
    ROOF("production of 2 kW or more", PointId.PV_POWER, PointId.PV_ENERGY, Optional.empty()),
    /** A battery: + is charge. */
    BATTERY(
            "a charge or discharge of 2 kW or more",
            PointId.BATTERY_POWER,
            PointId.BATTERY_ENERGY_CHARGE,
            Optional.of(PointId.BATTERY_ENERGY_DISCHARGE));

    static final List<PointId> PHASE_POWERS =
            List.of(PointId.GRID_POWER_L1, PointId.GRID_POWER_L2, PointId.GRID_POWER_L3);
    static final List<PointId> VOLTAGES = List.of(PointId.VOLTAGE_L1, PointId.VOLTAGE_L2, PointId.VOLTAGE_L3);
    static final List<PointId> CURRENTS = List.of(PointId.CURRENT_L1, PointId.CURRENT_L2, PointId.CURRENT_L3);

    /** A battery whose two directions have a register each. */
    private static final List<PointId> BOTH_WAYS =
            List.of(PointId.BATTERY_POWER_CHARGE, PointId.BATTERY_POWER_DISCHARGE);

    private final String effort;
    private final PointId power;
    private final PointId plus;
    private final Optional<PointId> minus;

    Metering(String effort, PointId power, PointId plus, Optional<PointId> minus) {
        this.effort = effort;
        this.power = power;
        this.plus = plus;
        this.minus = minus;
    }

    /** What a device with this map measures in this role; empty if its map has no power or no counter for that. */
    public static Optional<Metering> of(Profile profile, Binding.Role role) {
        Set<PointId> known = known(profile);
        return fit(role).filter(metering -> metering.isIn(known)).findFirst();
    }

    private static Stream<Metering> fit(Binding.Role role) {
        return switch (role) {
            case GRID, LOAD -> Stream.of(GRID);
            case PV -> Stream.of(INVERTER, ROOF);
            case BATTERY -> Stream.of(BATTERY);
        };
    }

    private boolean isIn(Set<PointId> known) {
        return known.contains(plus) && (known.contains(power) || this == BATTERY && known.containsAll(BOTH_WAYS));
    }

    /** Every point that the profile has. */
    static Set<PointId> known(Profile profile) {
        Set<PointId> known = EnumSet.noneOf(PointId.class);
        profile.points().stream().map(Point::id).forEach(known::add);
        profile.modelPoints().stream().map(ModelPoint::id).forEach(known::add);
        return known;
    }

    /**
     * What a device is asked for in a role: of an inverter nothing that belongs to the meter behind it, for there may be
     * none.
     */
    public static Set<PointId> asked(Binding.Role role) {
        return switch (role) {
            case GRID, LOAD -> EnumSet.allOf(PointId.class);
            case PV, BATTERY ->
                EnumSet.of(
                        PointId.INVERTER_POWER,
                        PointId.INVERTER_ENERGY,
                        PointId.PV_POWER,
                        PointId.PV_ENERGY,
                        PointId.BATTERY_POWER,
                        PointId.BATTERY_POWER_CHARGE,
                        PointId.BATTERY_POWER_DISCHARGE,
                        PointId.BATTERY_ENERGY_CHARGE,
                        PointId.BATTERY_ENERGY_DISCHARGE,
                        PointId.BATTERY_STATE_OF_CHARGE);
        };
    }

    /** The points without which the device cannot count for money, and the power that they are held against. */
    Set<PointId> required(Profile profile) {
        Set<PointId> known = known(profile);
        Set<PointId> required = EnumSet.of(plus);
        if (known.contains(power)) {
            required.add(power);
        } else {
            required.addAll(BOTH_WAYS);
        }
        if (this == BATTERY) {
            minus.ifPresent(required::add);
        }
        if (this == GRID) {
            profile.points().stream().filter(Point::settlement).map(Point::id).forEach(required::add);
            profile.modelPoints().stream()
                    .filter(ModelPoint::settlement)
                    .map(ModelPoint::id)
                    .forEach(required::add);
        }
        return required;
    }

    /** What is shown to the device while it is measured. */
    public String effort() {
        return effort;
    }

    /** Its power, in the direction of {@link #plus}; empty if it has no value. */
    public Optional<BigDecimal> power(Snapshot snapshot) {
        Optional<BigDecimal> own = snapshot.value(power);
        return own.isPresent() || this != BATTERY
                ? own
                : snapshot.value(PointId.BATTERY_POWER_CHARGE)
                        .flatMap(in ->
                                snapshot.value(PointId.BATTERY_POWER_DISCHARGE).map(in::subtract));
    }

    /** Its power as far as a counter follows it: one that has no other direction stands still in that. */
    Optional<BigDecimal> countedPower(Snapshot snapshot) {
        return minus.isPresent() ? power(snapshot) : power(snapshot).map(watts -> watts.max(BigDecimal.ZERO));
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
