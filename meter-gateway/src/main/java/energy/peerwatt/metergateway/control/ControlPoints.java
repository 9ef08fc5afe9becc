package energy.peerwatt.metergateway.control;

import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.metergateway.codec.domain.Unit;
import energy.peerwatt.metergateway.control.domain.ControlPoint;
import energy.peerwatt.metergateway.control.domain.SunSpecControls;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.Urgency;
import energy.peerwatt.metergateway.profile.domain.Control;
import energy.peerwatt.metergateway.sunspec.SunSpecDevice;
import energy.peerwatt.metergateway.sunspec.domain.Chain;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the inverter of a home can be told: a maker's own register goes before a model of SunSpec. */
public final class ControlPoints {
    private ControlPoints() {}

    /**
     * One way for everything that the inverter may be able to do; all for one thread.
     *
     * @param timeout of one request, real time
     * @param home what the home's meter was last seen to say
     */
    public static Map<DispatchKind, ControlPoint> of(
            Device.Inverter inverter,
            BusWorker bus,
            Duration timeout,
            Supplier<Optional<TelemetryReported>> home,
            Clock clock) {
        SunSpecDevice sunSpec = new SunSpecDevice(bus, inverter.unit(), Urgency.CONTROL, timeout);
        RegisterLine line = new RegisterLine(bus, inverter.unit(), timeout);
        Pin pin = new Pin(inverter.serial());
        Map<DispatchKind, ControlPoint> points = new EnumMap<>(DispatchKind.class);
        for (DispatchKind kind : DispatchKind.values()) {
            Optional<ControlPoint> own = own(inverter, kind)
                    .map(control -> new ProfileControl(line, inverter.profile().orElseThrow(), control, pin));
            Optional<ControlPoint> point = own.isPresent() || !bySunSpec(inverter, kind)
                    ? own
                    : Optional.of(new SunSpecControl(sunSpec, kind, pin));
            point.map(limit -> kind == DispatchKind.EXPORT_LIMIT ? new ExportControl(limit, home, clock) : limit)
                    .ifPresent(its -> points.put(kind, its));
        }
        return points;
    }

    private static Optional<Control> own(Device.Inverter inverter, DispatchKind kind) {
        return inverter.profile().flatMap(profile -> ProfileControl.control(profile, kind));
    }

    private static boolean bySunSpec(Device.Inverter inverter, DispatchKind kind) {
        return inverter.speaksSunSpec() && !SunSpecControls.models(kind).isEmpty();
    }

    /**
     * Why an inverter cannot do what an order asks for, as far as is known before it is asked.
     *
     * @param known the models that it said it has; empty if it was not discovered yet
     */
    public static Optional<String> misfit(DispatchOrder order, Device.Inverter inverter, Optional<Chain> known) {
        DispatchKind kind = order.kind();
        if (kind == DispatchKind.RELEASE) {
            return Optional.empty();
        }
        Optional<Control> own = own(inverter, kind);
        if (own.isPresent()) {
            return outside(order, own.get());
        }
        if (!bySunSpec(inverter, kind)) {
            return Optional.of("the inverter at meter " + order.meter() + " has no control for " + kind);
        }
        return known.filter(chain -> chain.first(SunSpecControls.models(kind)).isEmpty())
                .map(_ -> "the inverter at meter " + order.meter() + " has no SunSpec model "
                        + SunSpecControls.models(kind).stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(" or ")));
    }

    /** What a map declares in watts is a limit; a limit of output is clamped to it when it is carried out. */
    private static Optional<String> outside(DispatchOrder order, Control control) {
        long watts = order.power().watts();
        if (order.kind().limits() || control.unit() == Unit.PERCENT) {
            return Optional.empty();
        }
        long step = control.unit() == Unit.KILOWATT ? 1_000 : 1;
        return watts < control.least() * step || watts > control.most() * step
                ? Optional.of("the inverter at meter " + order.meter() + " takes " + control.least() * step + " to "
                        + control.most() * step + " W for " + order.kind() + ", not " + watts + " W")
                : Optional.empty();
    }
}
