package energy.peerwatt.metergateway;

import energy.peerwatt.metergateway.device.Device;
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
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The buses of this gateway: one worker each, made when it is first asked for. For any number of threads. */
final class Buses implements AutoCloseable {
    private final GatewayConfig.Link config;
    private final GatewayMetrics metrics;
    private final Links links;
    private final Map<Endpoint, BusWorker> workers = new TreeMap<>(Comparator.comparing(Endpoint::toString));
    private final Map<Endpoint, Manners> manners = new ConcurrentHashMap<>();

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

    /** From now on its buses are spoken to as the most sensitive device on them wants. */
    void welcome(Device device) {
        device.endpoints()
                .forEach(endpoint -> device.profilesAt(endpoint).forEach(profile -> welcome(endpoint, profile)));
    }

    private void welcome(Endpoint endpoint, Profile profile) {
        manners.merge(endpoint, usual().and(profile.link().manners()), Manners::and);
    }

    synchronized BusWorker at(Endpoint endpoint) {
        return workers.computeIfAbsent(endpoint, this::worker);
    }

    /**
     * A bus beside the gateway's own, of which nothing is known; the caller closes it.
     *
     * @param atLeast how it is spoken to
     */
    BusWorker beside(Endpoint endpoint, Manners atLeast) {
        return new BusWorker(
                endpoint,
                links.link(endpoint, usual().and(atLeast)),
                new BusWorker.Settings(
                        () -> new BackOff(Duration.ZERO, Duration.ZERO), timeouts(), System::nanoTime, metrics));
    }

    synchronized Map<Endpoint, BusWorker> all() {
        return Map.copyOf(workers);
    }

    private BusWorker worker(Endpoint endpoint) {
        BusWorker worker = new BusWorker(
                endpoint,
                links.link(endpoint, () -> manners.getOrDefault(endpoint, usual())),
                new BusWorker.Settings(
                        () -> new BackOff(config.restStep(), config.longestRest()),
                        timeouts(),
                        System::nanoTime,
                        metrics));
        metrics.utilisation(endpoint, worker::busyPermille);
        return worker;
    }

    /** Whoever waits for less than the least waits for that at most. */
    private Latencies.Limits timeouts() {
        Duration most = config.requestTimeout();
        Duration least = config.leastTimeout();
        return new Latencies.Limits(most.compareTo(least) < 0 ? most : least, most);
    }

    private Manners usual() {
        return new Manners(Duration.ZERO, Duration.ZERO, config.quiet());
    }

    @Override
    public synchronized void close() {
        workers.values().forEach(BusWorker::close);
    }
}
