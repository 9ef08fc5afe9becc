package energy.peerwatt.metergateway.link.domain;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Requests on a line without transaction numbers whose replies may still come. A late reply is told from the right one by
 * its length alone, so a request whose reply would look the same has to wait until one of another length was answered:
 * replies keep the order of their requests, and with that answer no older one is left. What is older than the latest
 * reply can be is forgotten. Times are those of a clock that only goes on, in nanoseconds.
 */
public final class Suspicion {
    private static final int ADDRESSES = 65_536;

    private final long latestNanos;
    private final Map<Shape, Long> late = new HashMap<>();

    /** What can be seen of a request in its reply. */
    private record Shape(int unit, int function, int first, int size) {
        static Shape of(BusRequest request) {
            return switch (request) {
                case RegisterRequest read ->
                    new Shape(read.unit(), read.function(), -1, read.block().count());
                // Nothing in a reply tells which page it is, nor is its length known beforehand.
                case IdentificationRequest who -> new Shape(who.unit(), who.function(), -1, 0);
                case RegisterWrite write ->
                    new Shape(
                            write.unit(),
                            write.function(),
                            write.start(),
                            write.values().size());
            };
        }
    }

    /** What has to happen before a request. */
    public sealed interface Before {
        /** Nothing: its reply cannot be mistaken. */
        record Nothing() implements Before {}

        /** This is asked, and its answer thrown away. */
        record Ask(RegisterRequest other) implements Before {}

        /** There is no length left that is not late already; only time helps. */
        record Wait() implements Before {}
    }

    /** @param latest after which no reply comes any more */
    public Suspicion(Duration latest) {
        this.latestNanos = latest.toNanos();
    }

    /** The request got no reply that could be trusted. */
    public void add(BusRequest request, long nowNanos) {
        late.put(Shape.of(request), nowNanos);
    }

    /** Whether a late reply could be taken for this request's. */
    public boolean covers(BusRequest request, long nowNanos) {
        late.values().removeIf(since -> nowNanos - since > latestNanos);
        return late.containsKey(Shape.of(request));
    }

    public boolean any() {
        return !late.isEmpty();
    }

    /** A reply came that can only have been the right one. */
    public void clear() {
        late.clear();
    }

    /** What is asked differs by an even number of registers where that can be, for some devices refuse half a value. */
    public Before before(BusRequest request, long nowNanos) {
        if (!covers(request, nowNanos)) {
            return new Before.Nothing();
        }
        Optional<RegisterRequest> other =
                switch (request) {
                    case RegisterRequest read ->
                        other(
                                read.unit(),
                                read.block().function(),
                                read.block().start(),
                                read.block().count(),
                                nowNanos);
                    case IdentificationRequest who -> other(who.unit(), RegisterFunction.HOLDING, 0, 1, nowNanos);
                    case RegisterWrite write ->
                        other(
                                write.unit(),
                                RegisterFunction.HOLDING,
                                write.start(),
                                write.values().size(),
                                nowNanos);
                };
        return other.<Before>map(Before.Ask::new).orElseGet(Before.Wait::new);
    }

    private Optional<RegisterRequest> other(int unit, RegisterFunction function, int start, int count, long nowNanos) {
        return Stream.concat(
                        List.of(count - 2, count + 2, count - 1, count + 1).stream(),
                        IntStream.rangeClosed(1, RegisterBlock.MOST).boxed())
                .filter(other -> other >= 1 && other <= RegisterBlock.MOST && start + other <= ADDRESSES)
                .map(other -> new RegisterRequest(unit, new RegisterBlock(function, start, other)))
                .filter(other -> !covers(other, nowNanos))
                .findFirst();
    }
}
