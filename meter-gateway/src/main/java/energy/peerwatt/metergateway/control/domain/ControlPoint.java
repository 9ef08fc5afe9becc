package energy.peerwatt.metergateway.control.domain;

import energy.peerwatt.messages.quantity.Power;
import java.util.List;
import java.util.Optional;

/** One thing that a device can be told, by whatever way. For one thread. */
public interface ControlPoint {
    /** What the device is, can be told and was told; the identity is one that this very connection has given. */
    Reply read() throws InterruptedException;

    /**
     * Writes one place after the other and stops at the first that is not acknowledged, or when the connection is no longer
     * the one of the last read.
     *
     * @return why it stopped; what was not acknowledged may have been taken all the same
     */
    Optional<String> write(List<RegisterValue> writes) throws InterruptedException;

    /** The power that the control is about, in canonical direction; empty if it cannot be had. */
    Optional<Power> measured() throws InterruptedException;

    /** What came of a read. */
    sealed interface Reply {
        /** @param device tells it from every other one */
        record Ready(String device, Ability ability) implements Reply {}

        /** The device answers and has nothing that could be set, or is not the one that was agreed on. */
        record Unable(String reason) implements Reply {}

        record Silent(String reason) implements Reply {}
    }
}
