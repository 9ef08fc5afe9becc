package energy.peerwatt.metergateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Frame;
import energy.peerwatt.metergateway.link.domain.UnitHealth;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One bus for whoever looks for a fault on it: who is on it, how each has answered since the gateway started, and what
 * travelled last.
 *
 * @param busyPermille how much of the last minute it was taken up
 * @param frames the last exchanges, the newest first
 */
public record BusView(String endpoint, int busyPermille, List<UnitView> units, List<FrameView> frames) {

    /**
     * A unit that was asked. Times are real time.
     *
     * @param devices what is known to answer there; empty for units that a scan has found
     * @param exceptions refusals by the device, by code
     * @param restsUntil it is left alone until then; left out where it is not
     * @param lastGoodReply left out before the first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record UnitView(
            int unit,
            List<String> devices,
            long requests,
            long timeouts,
            long corrupt,
            long notSent,
            List<ExceptionView> exceptions,
            int failuresInARow,
            @Nullable Instant restsUntil,
            @Nullable Instant lastGoodReply) {}

    /** @param meaning of the code, as the protocol has it */
    public record ExceptionView(int code, String meaning, long count) {
        static ExceptionView of(int code, long count) {
            return new ExceptionView(
                    code,
                    switch (code) {
                        case 1 -> "illegal function";
                        case 2 -> "illegal data address";
                        case 3 -> "illegal data value";
                        case 4 -> "device failure";
                        case 5 -> "acknowledge";
                        case 6 -> "device busy";
                        case 8 -> "memory parity error";
                        case 10 -> "gateway path unavailable";
                        case 11 -> "gateway target does not respond";
                        default -> "unknown code";
                    },
                    count);
        }
    }

    /** Those buses of a home that are used now, be it by commissioning alone. */
    static List<BusView> of(List<Endpoint> home, List<Device> all, Map<Endpoint, BusWorker> buses) {
        return home.stream()
                .filter(buses::containsKey)
                .map(endpoint -> of(endpoint, all, buses.get(endpoint)))
                .toList();
    }

    private static BusView of(Endpoint endpoint, List<Device> all, BusWorker bus) {
        return of(endpoint, bus.busyPermille(), bus.health(), bus.frames(), all);
    }

    static BusView of(
            Endpoint endpoint,
            int busyPermille,
            Map<Integer, UnitHealth> health,
            List<Frame> frames,
            List<Device> all) {
        return new BusView(
                endpoint.toString(),
                busyPermille,
                new TreeMap<>(health)
                        .entrySet().stream()
                                .map(unit -> view(unit.getKey(), names(endpoint, unit.getKey(), all), unit.getValue()))
                                .toList(),
                frames.stream()
                        .map(frame -> FrameView.of(endpoint, frame))
                        .sorted(Comparator.comparing(FrameView::at).reversed())
                        .toList());
    }

    private static List<String> names(Endpoint endpoint, int unit, List<Device> all) {
        return all.stream()
                .flatMap(device -> Stream.concat(
                        device.endpoint().equals(endpoint) && device.unit() == unit
                                ? Stream.of("meter of " + device.name())
                                : Stream.empty(),
                        device
                                .inverter()
                                .filter(inverter -> inverter.endpoint().equals(endpoint) && inverter.unit() == unit)
                                .map(_ -> "inverter of " + device.name())
                                .stream()))
                .toList();
    }

    private static UnitView view(int unit, List<String> devices, UnitHealth health) {
        return new UnitView(
                unit,
                devices,
                health.requests(),
                health.timeouts(),
                health.corrupt(),
                health.notSent(),
                new TreeMap<>(health.refusals())
                        .entrySet().stream()
                                .map(code -> ExceptionView.of(code.getKey(), code.getValue()))
                                .toList(),
                health.failuresInARow(),
                health.restsUntil().orElse(null),
                health.lastGood().orElse(null));
    }
}
