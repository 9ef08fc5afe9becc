package energy.peerwatt.metergateway.support;

import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.Links;
import energy.peerwatt.metergateway.link.domain.BackOff;
import energy.peerwatt.metergateway.link.domain.BusLink;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.LinkObserver;
import energy.peerwatt.metergateway.link.domain.Manners;
import energy.peerwatt.metergateway.plan.domain.Latencies;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Links to devices of this machine. */
public final class TestLinks {
    /** Devices that want nothing special and answer within a tenth of a second. */
    public static final Manners EASY = new Manners(Duration.ZERO, Duration.ZERO, Duration.ofMillis(100));

    private TestLinks() {}

    public static BusWorker worker(Endpoint endpoint, Supplier<BackOff> backOffs) {
        Latencies.Limits timeouts = new Latencies.Limits(Duration.ofMillis(500), Duration.ofSeconds(1));
        return new BusWorker(
                endpoint,
                to(endpoint),
                new BusWorker.Settings(backOffs, timeouts, System::nanoTime, LinkObserver.NONE));
    }

    public static BusLink tcp(int port) {
        return to(new Endpoint.Tcp("127.0.0.1", port));
    }

    public static BusLink to(Endpoint endpoint) {
        return new Links(Duration.ofSeconds(2), Optional.empty(), LinkObserver.NONE).link(endpoint, EASY);
    }
}
