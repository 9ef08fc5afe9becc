package energy.peerwatt.metergateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.UnitHealth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one device has answered since the gateway started. Times are real time.
 *
 * @param busyPermille how much of the last minute its bus was taken up, by all that share it
 * @param failuresInARow 0 after an answer
 * @param restsUntil it is left alone until then, left out where it is not
 * @param lastGoodReply left out before the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LinkView(
        MeterId meterId,
        String name,
        Kind device,
        String endpoint,
        int unit,
        int busyPermille,
        long requests,
        long timeouts,
        long exceptions,
        long corrupt,
        long notSent,
        int failuresInARow,
        @Nullable Instant restsUntil,
        @Nullable Instant lastGoodReply) {
    /** What answers there. */
    public enum Kind {
        METER,
        INVERTER
    }

    static List<LinkView> of(Device device, Map<Endpoint, BusWorker> buses) {
        List<LinkView> views = new ArrayList<>();
        views.add(of(device, Kind.METER, device.endpoint(), device.unit(), buses));
        device.inverter()
                .ifPresent(
                        inverter -> views.add(of(device, Kind.INVERTER, inverter.endpoint(), inverter.unit(), buses)));
        return views;
    }

    private static LinkView of(Device device, Kind kind, Endpoint endpoint, int unit, Map<Endpoint, BusWorker> buses) {
        // It may have gone out of service since somebody asked.
        Optional<BusWorker> bus = Optional.ofNullable(buses.get(endpoint));
        UnitHealth health =
                bus.map(BusWorker::health).map(units -> units.get(unit)).orElse(UnitHealth.NEW);
        return new LinkView(
                device.meter(),
                device.name(),
                kind,
                endpoint.toString(),
                unit,
                bus.map(BusWorker::busyPermille).orElse(0),
                health.requests(),
                health.timeouts(),
                health.exceptions(),
                health.corrupt(),
                health.notSent(),
                health.failuresInARow(),
                health.restsUntil().orElse(null),
                health.lastGood().orElse(null));
    }
}
