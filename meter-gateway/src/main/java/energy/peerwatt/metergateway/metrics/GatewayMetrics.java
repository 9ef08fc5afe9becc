package energy.peerwatt.metergateway.metrics;

import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.control.ControlObserver;
import energy.peerwatt.metergateway.control.domain.WriteLedger;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.LinkObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** What the gateway tells Prometheus about itself. */
@Singleton
public class GatewayMetrics implements LinkObserver, ControlObserver {
    /** From a quiet bus to the end of a boundary's window, and beyond. */
    private static final Duration[] LATENESS = LongStream.of(
                    100, 250, 500, 1_000, 2_000, 5_000, 15_000, 60_000, 300_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Map<UnitOnBus, UnitMeters> units = new ConcurrentHashMap<>();
    private final Map<MeterId, ChainMeters> chains = new ConcurrentHashMap<>();
    private final Set<String> budgets = ConcurrentHashMap.newKeySet();

    public GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    private record UnitOnBus(Endpoint endpoint, int unit) {}

    /** Kept, for to look a meter up by its tags takes longer than to count. */
    private record UnitMeters(Map<String, Counter> requests, Timer busy) {}

    @Override
    public void exchanged(Endpoint endpoint, int unit, Exchange exchange, Duration busy) {
        String outcome =
                switch (exchange) {
                    case Exchange.Registers _ -> "answered";
                    case Exchange.Identification _ -> "answered";
                    case Exchange.Written _ -> "written";
                    case Exchange.Timeout _ -> "timeout";
                    case Exchange.DeviceException refused -> "exception-" + refused.code();
                    case Exchange.Corrupt _ -> "corrupt";
                    case Exchange.NotSent _ -> "not-sent";
                };
        UnitMeters meters = units.computeIfAbsent(new UnitOnBus(endpoint, unit), this::meters);
        meters.requests()
                .computeIfAbsent(
                        outcome,
                        _ -> registry.counter(
                                "peerwatt.modbus.requests",
                                "endpoint",
                                endpoint.toString(),
                                "unit",
                                Integer.toString(unit),
                                "outcome",
                                outcome))
                .increment();
        meters.busy().record(busy);
    }

    private UnitMeters meters(UnitOnBus at) {
        return new UnitMeters(
                new ConcurrentHashMap<>(),
                registry.timer(
                        "peerwatt.modbus.busy",
                        "endpoint",
                        at.endpoint().toString(),
                        "unit",
                        Integer.toString(at.unit())));
    }

    @Override
    public void opened(Endpoint endpoint, boolean again) {
        registry.counter("peerwatt.modbus.connections", "endpoint", endpoint.toString(), "again", String.valueOf(again))
                .increment();
    }

    @Override
    public void stale(Endpoint endpoint, int bytes) {
        registry.counter("peerwatt.modbus.stale.replies", "endpoint", endpoint.toString())
                .increment();
        registry.counter("peerwatt.modbus.stale.bytes", "endpoint", endpoint.toString())
                .increment(bytes);
    }

    @Override
    public void divided(Endpoint endpoint, int unit) {
        registry.counter("peerwatt.modbus.divided", "endpoint", endpoint.toString(), "unit", Integer.toString(unit))
                .increment();
    }

    /** @param permille of the last minute */
    public void utilisation(Endpoint endpoint, Supplier<Number> permille) {
        Gauge.builder("peerwatt.modbus.utilisation", () -> permille.get().doubleValue() / 1000)
                .tag("endpoint", endpoint.toString())
                .register(registry);
    }

    /** @param lateness market time between a boundary and its reading */
    public void sealed(ReadingsSealed event, Duration lateness) {
        Timer.builder("peerwatt.boundary.lateness")
                .serviceLevelObjectives(LATENESS)
                .register(registry)
                .record(lateness);
        for (IntervalReading reading : event.decodedReadings()) {
            chains.computeIfAbsent(reading.meter(), this::chain).sealed(reading);
        }
    }

    private ChainMeters chain(MeterId meter) {
        AtomicLong sequence = new AtomicLong();
        Gauge.builder("peerwatt.meter.sequence", sequence, AtomicLong::get)
                .tag("meter", meter.toString())
                .register(registry);
        return new ChainMeters(sequence, registry.counter("peerwatt.meter.epoch.changes", "meter", meter.toString()));
    }

    /** Of one meter: the number of its newest reading, and how often its counters began anew since the start. */
    private record ChainMeters(AtomicLong sequence, Counter epochChanges) {
        void sealed(IntervalReading reading) {
            sequence.set(reading.seq());
            if (reading.quality().contains(Quality.EPOCH_CHANGE)) {
                epochChanges.increment();
            }
        }
    }

    @Override
    public void reported(DispatchReported.State state) {
        registry.counter("peerwatt.setpoints", "state", state.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    @Override
    public void written(MeterId meter, int register, Supplier<WriteLedger.Left> left) {
        if (budgets.add(meter + "/" + register)) {
            budget(meter, register, "hour", () -> left.get().hour());
            budget(meter, register, "day", () -> left.get().day());
        }
    }

    private void budget(MeterId meter, int register, String window, Supplier<Number> left) {
        Gauge.builder("peerwatt.setpoint.writes.left", left)
                .tags("meter", meter.toString(), "register", Integer.toString(register), "window", window)
                .register(registry);
    }

    /** Telemetry that found no room on the disk. */
    public void telemetryDropped(Supplier<Number> dropped) {
        Gauge.builder("peerwatt.telemetry.dropped", dropped).register(registry);
    }

    /**
     * @param depth records that the broker does not have yet
     * @param waiting how long the first of them has been offered to it
     */
    public void outbox(String log, Supplier<Number> depth, Supplier<Duration> waiting) {
        Gauge.builder("peerwatt.outbox.depth", depth).tag("log", log).register(registry);
        Gauge.builder("peerwatt.outbox.age", () -> waiting.get().toMillis() / 1000.0)
                .tag("log", log)
                .baseUnit("seconds")
                .register(registry);
    }
}
