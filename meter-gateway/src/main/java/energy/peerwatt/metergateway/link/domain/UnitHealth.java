package energy.peerwatt.metergateway.link.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a unit has answered since the gateway started.
 *
 * @param requests that went to the bus, answered or not
 * @param refusals by the device, by exception code
 * @param corrupt replies that were not replies to the request
 * @param notSent for want of a connection
 * @param failuresInARow 0 after an answer
 * @param restsUntil it is left alone until then, real time; empty where it is not
 * @param lastGood real time of the last answer, refusals included
 */
public record UnitHealth(
        long requests,
        long timeouts,
        Map<Integer, Long> refusals,
        long corrupt,
        long notSent,
        int failuresInARow,
        Optional<Instant> restsUntil,
        Optional<Instant> lastGood) {
    public static final UnitHealth NEW = new UnitHealth(0, 0, Map.of(), 0, 0, 0, Optional.empty(), Optional.empty());

    public UnitHealth {
        refusals = Map.copyOf(refusals);
    }

    /** All refusals by the device. */
    public long exceptions() {
        return refusals.values().stream().mapToLong(Long::longValue).sum();
    }

    /** @param rest how long the unit is left alone after this exchange; zero if it is not */
    public UnitHealth after(Exchange exchange, Duration rest, Instant now) {
        return switch (exchange) {
            case Exchange.Registers _ -> answered(refusals, now);
            case Exchange.Identification _ -> answered(refusals, now);
            case Exchange.Written _ -> answered(refusals, now);
            case Exchange.DeviceException refused -> answered(and(refused.code()), now);
            case Exchange.Timeout _ -> failed(1, 0, 0, now.plus(rest));
            case Exchange.Corrupt _ -> failed(0, 1, 0, now.plus(rest));
            case Exchange.NotSent _ -> failed(0, 0, 1, now.plus(rest));
        };
    }

    private Map<Integer, Long> and(int code) {
        Map<Integer, Long> more = new TreeMap<>(refusals);
        more.merge(code, 1L, Long::sum);
        return more;
    }

    private UnitHealth answered(Map<Integer, Long> refusalsNow, Instant now) {
        return new UnitHealth(
                requests + 1, timeouts, refusalsNow, corrupt, notSent, 0, Optional.empty(), Optional.of(now));
    }

    private UnitHealth failed(int silent, int wrong, int unsent, Instant restsUntilNow) {
        return new UnitHealth(
                requests + 1,
                timeouts + silent,
                refusals,
                corrupt + wrong,
                notSent + unsent,
                failuresInARow + 1,
                Optional.of(restsUntilNow),
                lastGood);
    }
}
