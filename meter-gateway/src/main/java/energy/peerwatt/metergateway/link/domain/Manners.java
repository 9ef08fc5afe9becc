package energy.peerwatt.metergateway.link.domain;

import java.time.Duration;

/**
 * What the devices of a bus want of whoever speaks with them; real time.
 *
 * @param connectDelay between a new connection and the first request
 * @param gap between a reply and the next request
 * @param quiet how long nothing may come on a line without transaction numbers before it is trusted; longer than any reply
 *     takes
 */
public record Manners(Duration connectDelay, Duration gap, Duration quiet) {
    /** Where several devices share a bus, the slowest sets the pace. */
    public Manners and(Manners other) {
        return new Manners(
                longer(connectDelay, other.connectDelay), longer(gap, other.gap), longer(quiet, other.quiet));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
