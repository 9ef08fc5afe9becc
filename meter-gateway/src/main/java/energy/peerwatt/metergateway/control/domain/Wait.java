package energy.peerwatt.metergateway.control.domain;

import java.time.Duration;
import java.time.Instant;

/** From one moment to another in market time. A clock that is put back before the first ends it: nothing waits for days. */
record Wait(Instant since, Instant until) {
    static final Wait NONE = new Wait(Instant.MIN, Instant.MIN);

    static Wait from(Instant now, Duration length) {
        return new Wait(now, now.plus(length));
    }

    boolean isOver(Instant now) {
        return now.isBefore(since) || !now.isBefore(until);
    }
}
