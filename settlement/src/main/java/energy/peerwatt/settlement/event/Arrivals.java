package energy.peerwatt.settlement.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what came in that may let a waiting slot go on, so that nobody looks again for nothing. */
@ApplicationScoped
public class Arrivals {
    private final AtomicLong count = new AtomicLong();

    public void arrived() {
        count.incrementAndGet();
    }

    public long count() {
        return count.get();
    }
}
