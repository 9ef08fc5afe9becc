package energy.peerwatt.metergateway.control;

import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.control.domain.ControlPoint;
import energy.peerwatt.metergateway.control.domain.RegisterValue;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A limit of what a home exports, measured where it counts: at the home's own meter. An inverter without a register for it is
 * limited in its output instead, for a home cannot export more than its inverter gives.
 */
final class ExportControl implements ControlPoint {
    private final ControlPoint limit;
    private final Supplier<Optional<TelemetryReported>> home;
    private final Clock clock;
    private Instant written = Instant.MIN;

    /** @param home what the meter was last seen to say */
    ExportControl(ControlPoint limit, Supplier<Optional<TelemetryReported>> home, Clock clock) {
        this.limit = limit;
        this.home = home;
        this.clock = clock;
    }

    @Override
    public Reply read() throws InterruptedException {
        return limit.read();
    }

    @Override
    public Optional<String> write(List<RegisterValue> writes) throws InterruptedException {
        Optional<String> wrong = limit.write(writes);
        written = clock.instant();
        return wrong;
    }

    /** What was seen before the last write says nothing of it. */
    @Override
    public Optional<Power> measured() {
        return home.get().filter(seen -> seen.at().isAfter(written)).map(TelemetryReported::gridW);
    }
}
