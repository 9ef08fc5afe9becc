package energy.peerwatt.supervisor.process;

import java.time.Duration;

/**
 * How long to wait before a restart: half a second, doubled for each death in a row up to {@link #LONGEST}; from the
 * start again once it has run for {@link #RECOVERED}.
 */
final class Backoff {
    static final Duration SHORTEST = Duration.ofMillis(500);
    static final Duration LONGEST = Duration.ofSeconds(30);
    static final Duration RECOVERED = Duration.ofSeconds(30);

    private Duration next = SHORTEST;

    Duration afterRunning(Duration uptime) {
        if (uptime.compareTo(RECOVERED) >= 0) {
            next = SHORTEST;
        }
        Duration wait = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return wait;
    }
}
