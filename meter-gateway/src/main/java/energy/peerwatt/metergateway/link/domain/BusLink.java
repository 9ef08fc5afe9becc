package energy.peerwatt.metergateway.link.domain;

import java.time.Duration;

/**
 * One physical bus. Not for several threads: whoever holds a link puts one worker in front of it. A link opens itself when
 * asked something and closes at the slightest doubt about a reply.
 */
public interface BusLink extends AutoCloseable {
    /** @param deadline for the whole reply, in real time */
    Exchange exchange(BusRequest request, Duration deadline);

    @Override
    void close();
}
