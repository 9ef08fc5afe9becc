package energy.peerwatt.metergateway.control;

import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.control.domain.WriteLedger;
import java.util.function.Supplier;

/** Who counts what happens to set-points. */
public interface ControlObserver {
    /** A state of a dispatch that others will hear of. */
    default void reported(DispatchReported.State state) {}

    /** A register was written; {@code left} says at any time what is left of its budget. */
    default void written(MeterId meter, int register, Supplier<WriteLedger.Left> left) {}

    /** For where nobody counts. */
    ControlObserver NONE = new ControlObserver() {};
}
