package energy.peerwatt.metergateway.link.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Requests on a line without transaction numbers whose replies may still come. A late reply is told from the right one by
 * its length alone, so a request whose reply would look the same has to wait until one of another length was answered:
 * replies keep the order of their requests, and with that answer no older one is left.
 */
public final class Suspicion {
    private static final int ADDRESSES = 65_536;

    private final Set<Shape> late = new HashSet<>();

    /** What can be seen of a request in its reply. */
    private record Shape(int unit, int function, int first, int size) {
        static Shape of(BusRequest request) {
            return switch (request) {
                case RegisterRequest read ->
                    new Shape(read.unit(), read.function(), -1, read.block().count());
                case RegisterWrite write ->
                    new Shape(
                            write.unit(),
                            write.function(),
                            write.start(),
                            write.values().size());
            };
        }
    }

    /** The request got no reply that could be trusted. */
    public void add(BusRequest request) {
        late.add(Shape.of(request));
    }

    /** Whether a late reply could be taken for this request's. */
    public boolean covers(BusRequest request) {
        return late.contains(Shape.of(request));
    }

    public boolean any() {
        return !late.isEmpty();
    }

    /** A reply came that can only have been the right one. */
    public void clear() {
        late.clear();
    }

    /**
     * What to ask before this request, and throw away; empty if nothing has to be. It differs by an even number of
     * registers where that can be, for some devices refuse half a value.
     */
    public Optional<RegisterRequest> before(BusRequest request) {
        if (!covers(request)) {
            return Optional.empty();
        }
        RegisterFunction function =
                switch (request) {
                    case RegisterRequest read -> read.block().function();
                    case RegisterWrite _ -> RegisterFunction.HOLDING;
                };
        int start =
                switch (request) {
                    case RegisterRequest read -> read.block().start();
                    case RegisterWrite write -> write.start();
                };
        int count =
                switch (request) {
                    case RegisterRequest read -> read.block().count();
                    case RegisterWrite write -> write.values().size();
                };
        return Stream.concat(
                        List.of(count - 2, count + 2, count - 1, count + 1).stream(),
                        IntStream.rangeClosed(1, RegisterBlock.MOST).boxed())
                .filter(other -> other >= 1 && other <= RegisterBlock.MOST && start + other <= ADDRESSES)
                .map(other -> new RegisterRequest(request.unit(), new RegisterBlock(function, start, other)))
                .filter(other -> !covers(other))
                .findFirst();
    }
}
