package energy.peerwatt.metergateway.reading;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Reads one meter. After every new connection it has to say who it is before a counter is taken from it. For any number of
 * threads.
 */
public interface CountersReader {
    /**
     * Which counters of this device are known to have counted, from before a restart or a rest. For whoever can tell by it
     * whether a zero is a value; for others it is nothing.
     */
    default void counted(boolean imported, boolean exported) {}

    /** The device has to say again who it is before the next counter is taken from it. */
    void verifyAgain();

    /**
     * Both counters of one moment, ahead of everything else on the bus.
     *
     * @param serial the number that the meter must have; empty for any
     * @param timeout for one request, the wait for the bus included
     */
    MeterAnswer readCounters(Optional<String> serial, Duration timeout) throws InterruptedException;

    /** @param awaited whether a slot boundary waits for this read to be over; it is as urgent as the boundary then */
    MeterAnswer readCountersAndPower(Optional<String> serial, Duration timeout, BooleanSupplier awaited)
            throws InterruptedException;
}
