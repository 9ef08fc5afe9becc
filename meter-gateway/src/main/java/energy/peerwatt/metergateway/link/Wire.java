package energy.peerwatt.metergateway.link;

import energy.peerwatt.metergateway.link.domain.BusRequest;
import energy.peerwatt.metergateway.link.domain.Exchange;
import java.io.IOException;
import java.time.Duration;

/** An open connection: one request goes out, one reply comes in, and every byte of it has been checked. */
interface Wire extends AutoCloseable {
    /** Whether replies carry the number of their request, so that a late one is recognised. */
    boolean numbered();

    /** Throws away what has already come although nothing was asked; does not wait. @return how many bytes */
    int discard() throws IOException;

    /**
     * Listens until nothing has come for so long.
     *
     * @return how many bytes came before
     * @throws IOException if there is no silence
     */
    int hearSilence(Duration quiet) throws IOException;

    /** @param connection the number that an answer carries */
    Exchange ask(BusRequest request, long deadlineNanos, long connection);

    /** The bytes of the last request. */
    byte[] sent();

    /** The bytes of the last reply, as far as they came. */
    byte[] received();

    @Override
    void close();

    /** Opens one. */
    @FunctionalInterface
    interface Opener {
        Wire open() throws IOException;
    }
}
