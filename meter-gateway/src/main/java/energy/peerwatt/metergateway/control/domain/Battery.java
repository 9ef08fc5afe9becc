package energy.peerwatt.metergateway.control.domain;

import energy.peerwatt.messages.quantity.Power;
import java.util.List;
import java.util.Optional;

/** A battery that can be told what to do. For one thread. */
public interface Battery {
    Reply read() throws InterruptedException;

    /**
     * Writes one register after the other and stops at the first that is not acknowledged.
     *
     * @return why it stopped; what was not acknowledged may have been taken all the same
     */
    Optional<String> write(List<StorageReading.Write> writes) throws InterruptedException;

    /** Measured power now, + is charge; empty if it cannot be had. */
    Optional<Power> measured() throws InterruptedException;

    /** What came of a read. */
    sealed interface Reply {
        record Read(StorageReading reading) implements Reply {}

        /** The device answers and has nothing that can be set. */
        record NoStorage() implements Reply {}

        record Silent(String reason) implements Reply {}
    }
}
