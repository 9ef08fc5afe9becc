package energy.peerwatt.metergateway.control.domain;

import energy.peerwatt.messages.evidence.DispatchKind;
import java.util.Optional;

/** Which part of an inverter an order holds: two orders for different parts can hold it at the same time. */
public enum Part {
    /** What the battery takes or gives. */
    BATTERY,
    /** The most that the inverter gives, at its own terminals or at the home's meter. */
    OUTPUT;

    /** Empty for a release, which holds nothing. */
    public static Optional<Part> of(DispatchKind kind) {
        return switch (kind) {
            case BATTERY_DISCHARGE, BATTERY_CHARGE -> Optional.of(BATTERY);
            case CURTAIL, EXPORT_LIMIT -> Optional.of(OUTPUT);
            case RELEASE -> Optional.empty();
        };
    }
}
