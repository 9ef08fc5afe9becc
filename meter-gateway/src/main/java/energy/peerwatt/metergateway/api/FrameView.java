package energy.peerwatt.metergateway.api;

import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Frame;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * One exchange on a bus that a device is on, with whatever unit.
 *
 * @param at real time
 * @param sent in hex
 * @param received in hex, as far as it came
 */
public record FrameView(
        String endpoint, Instant at, int unit, String sent, String received, String outcome, long microseconds) {

    /** The newest first. */
    static List<FrameView> of(List<Endpoint> endpoints, Map<Endpoint, BusWorker> buses) {
        return endpoints.stream()
                .filter(buses::containsKey)
                .flatMap(endpoint -> buses.get(endpoint).frames().stream().map(frame -> of(endpoint, frame)))
                .sorted(Comparator.comparing(FrameView::at).reversed())
                .toList();
    }

    static FrameView of(Endpoint endpoint, Frame frame) {
        return new FrameView(
                endpoint.toString(),
                frame.at(),
                frame.unit(),
                frame.sent(),
                frame.received(),
                frame.outcome(),
                frame.took().toNanos() / 1000);
    }
}
