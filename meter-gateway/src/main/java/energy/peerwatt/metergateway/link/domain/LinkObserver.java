package energy.peerwatt.metergateway.link.domain;

import java.time.Duration;

/** Who counts what happens on a link. */
public interface LinkObserver {
    /** @param busy how long the bus was taken up by it, opening and silence included */
    default void exchanged(Endpoint endpoint, int unit, Exchange exchange, Duration busy) {}

    /** @param again whether it was open before */
    default void opened(Endpoint endpoint, boolean again) {}

    /** Bytes came that nobody had asked for, late replies as a rule; they were thrown away. */
    default void stale(Endpoint endpoint, int bytes) {}

    /** A block was refused for its address or value and is read in parts from now on. */
    default void divided(Endpoint endpoint, int unit) {}

    /** For where nobody counts. */
    LinkObserver NONE = new LinkObserver() {};
}
