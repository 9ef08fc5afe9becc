package energy.peerwatt.metergateway.control.domain;

import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.evidence.DispatchOrder;
import java.util.Collections;
import java.util.Optional;

/** Why two orders cannot hold one home at the same time. */
final class Contradiction {
    private Contradiction() {}

    /**
     * A battery may be charged below any limit of the output; it cannot be discharged with more than the output is limited to,
     * for what it gives leaves through the inverter.
     *
     * @param held a dispatch that claims the home in the order's time
     */
    static Optional<String> of(DispatchOrder order, Dispatch held) {
        String window = " from " + held.order().start() + " to " + held.order().end();
        boolean samePart = Part.of(order.kind()).isEmpty()
                || !Collections.disjoint(
                        held.parts(), Part.of(order.kind()).stream().toList());
        if (samePart) {
            return Optional.of("dispatch " + held.id() + " has the device" + window);
        }
        return isAbove(order, held.order()) || isAbove(held.order(), order)
                ? Optional.of("dispatch %s is %s of %d W%s, with which %s of %d W cannot be"
                        .formatted(
                                held.id(),
                                held.order().kind(),
                                held.order().power().watts(),
                                window,
                                order.kind(),
                                order.power().watts()))
                : Optional.empty();
    }

    private static boolean isAbove(DispatchOrder discharge, DispatchOrder limit) {
        return discharge.kind() == DispatchKind.BATTERY_DISCHARGE
                && limit.kind().limits()
                && discharge.power().watts() > limit.power().watts();
    }
}
