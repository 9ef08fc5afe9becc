package energy.peerwatt.metergateway.profile.domain;

import energy.peerwatt.metergateway.codec.domain.Absent;
import energy.peerwatt.metergateway.codec.domain.Quantity;
import energy.peerwatt.metergateway.codec.domain.Unit;
import java.math.BigDecimal;

/** What a point said once. */
public sealed interface Sample {

    /**
     * @param quantity in the point's canonical unit and direction
     * @param resolution the register's step at this value, in the same unit
     */
    record Measured(Quantity quantity, Quantity resolution) implements Sample {
        /** Whether a register of energy cannot show single watt-hours. */
        public boolean coarse() {
            return quantity.unit() == Unit.WATT_HOUR && resolution.decimal().compareTo(BigDecimal.ONE) > 0;
        }
    }

    /** There is no value, and nothing takes its place. */
    record Missing(Absent why) implements Sample {}

    /** GOOD, COARSE, or why there is none. */
    default String quality() {
        return switch (this) {
            case Measured measured -> measured.coarse() ? "COARSE" : "GOOD";
            case Missing missing -> missing.why().name();
        };
    }
}
