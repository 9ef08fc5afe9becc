package energy.peerwatt.metergateway;

import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.link.BusPool;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.Links;
import energy.peerwatt.metergateway.link.TlsKeys;
import energy.peerwatt.metergateway.link.domain.BackOff;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Manners;
import energy.peerwatt.metergateway.metrics.GatewayMetrics;
import energy.peerwatt.metergateway.plan.domain.Latencies;
import energy.peerwatt.metergateway.profile.domain.Profile;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The buses of this gateway: one worker each, whoever uses it. For any number of threads. */
final class Buses implements AutoCloseable {
    private final GatewayConfig.Link config;
    private final GatewayMetrics metrics;
    private final Links links;
    private final Set<Endpoint> measured = ConcurrentHashMap.newKeySet();
    private final BusPool pool = new BusPool(this::worker);

    Buses(GatewayConfig.Link config, GatewayMetrics metrics) {
        this.config = config;
        this.metrics = metrics;
        this.links = new Links(
                config.connectTimeout(),
                config.tls()
                        .map(tls -> TlsKeys.load(
                                new TlsKeys.Store(tls.keyStore(), tls.keyStorePassword()),
                                new TlsKeys.Store(tls.trustStore(), tls.trustStorePassword()))),
                metrics);
    }

    BusPool pool() {
        return pool;
    }

    /** For as long as a device is in service. */
    BusPool.Loan take(Device device, Endpoint endpoint) {
        return take(device.profilesAt(endpoint), endpoint, "home " + device.name());
    }

    /** For the set-points of an inverter, as long as one may be on it. */
    BusPool.Loan forSetPoints(MeterId home, Device.Inverter inverter) {
        return take(inverter.profile().stream(), inverter.endpoint(), "set-points of meter " + home);
    }

    private BusPool.Loan take(Stream<Profile> profiles, Endpoint endpoint, String who) {
        Manners manners = profiles.map(profile -> profile.link().manners()).reduce(usual(), Manners::and);
        BusPool.Loan loan = pool.take(endpoint, new BusPool.User(who, manners, true));
        if (measured.add(endpoint)) {
            metrics.utilisation(
                    endpoint,
                    () -> Optional.ofNullable(all().get(endpoint))
                            .map(BusWorker::busyPermille)
                            .orElse(0));
        }
        return loan;
    }

    /** All that are used now, by whomever. */
    Map<Endpoint, BusWorker> all() {
        return pool.all();
    }

    private BusWorker worker(Endpoint endpoint, Supplier<Manners> manners) {
        return new BusWorker(
                endpoint,
                links.link(endpoint, manners),
                new BusWorker.Settings(
                        () -> new BackOff(config.restStep(), config.longestRest()),
                        timeouts(),
                        System::nanoTime,
                        metrics));
    }

    /** Whoever waits for less than the least waits for that at most. */
    private Latencies.Limits timeouts() {
        Duration most = config.requestTimeout();
        Duration least = config.leastTimeout();
        return new Latencies.Limits(most.compareTo(least) < 0 ? most : least, most);
    }

    /** For devices of which nothing is known. */
    Manners usual() {
        return new Manners(Duration.ZERO, Duration.ZERO, config.quiet());
    }

    @Override
    public void close() {
        pool.close();
    }
}
