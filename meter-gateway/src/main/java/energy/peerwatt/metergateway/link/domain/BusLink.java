package energy.peerwatt.metergateway.link.domain;

import java.time.Duration;
import java.util.List;

/**
 * One physical bus. Not for several threads: whoever holds a link puts one worker in front of it. A link opens itself when
 * asked something and closes at the slightest doubt about a reply.
 */
public interface BusLink extends AutoCloseable {
    /** @param timeout for the whole reply, in real time; opening a connection and making sure of silence come before */
    Exchange exchange(BusRequest request, Duration timeout) throws InterruptedException;

    /** The last exchanges, the oldest first; for any thread. */
    List<Frame> frames();

    /** How long the last answer took, from the request on; zero before the first. */
    Duration lastReply();

    @Override
    void close();
}
