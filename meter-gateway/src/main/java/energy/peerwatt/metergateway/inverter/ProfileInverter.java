package energy.peerwatt.metergateway.inverter;

import energy.peerwatt.metergateway.inverter.domain.InverterName;
import energy.peerwatt.metergateway.inverter.domain.InverterState;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.Urgency;
import energy.peerwatt.metergateway.plan.domain.ReadRules;
import energy.peerwatt.metergateway.probe.domain.DeviceReader;
import energy.peerwatt.metergateway.profile.domain.ModelPoint;
import energy.peerwatt.metergateway.profile.domain.Point;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.PollGroup;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.profile.domain.Sample;
import energy.peerwatt.metergateway.sunspec.domain.RegisterSource.Answer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An inverter with a register map. */
public final class ProfileInverter implements InverterReader {
    private static final Duration SLOWLY = Duration.ofMinutes(1);

    private final BusWorker bus;
    private final int unit;
    private final Profile profile;
    private final Duration timeout;
    private final LongSupplier nanos;
    private final Set<PointId> fast = EnumSet.noneOf(PointId.class);
    private final Set<PointId> slow = EnumSet.noneOf(PointId.class);
    private final Map<PointId, Sample> slowSamples = new EnumMap<>(PointId.class);
    private DeviceReader device;
    private Urgency urgency = Urgency.SLOW;
    private long slowUntilNanos;
    private long connection;
    private boolean doubtful;
    private volatile @Nullable InverterName name;

    public ProfileInverter(BusWorker bus, int unit, Profile profile, Duration timeout) {
        this(bus, unit, profile, timeout, System::nanoTime);
    }

    /** @param nanos a clock that only goes on */
    ProfileInverter(BusWorker bus, int unit, Profile profile, Duration timeout, LongSupplier nanos) {
        this.bus = bus;
        this.unit = unit;
        this.profile = profile;
        this.timeout = timeout;
        this.nanos = nanos;
        InverterState.POINTS.forEach(id -> (isSlow(profile, id) ? slow : fast).add(id));
        this.device = reader();
    }

    @Override
    public Optional<InverterState> read() throws InterruptedException {
        InverterName its = name;
        if (its == null) {
            urgency = Urgency.SLOW;
            its = new InverterName(Optional.of(profile.title()), device.model(), device.serial());
        }
        Map<PointId, Sample> samples = new EnumMap<>(PointId.class);
        if (!doubtful) {
            urgency = Urgency.FAST;
            samples.putAll(device.samples(fast));
            samples.putAll(slow());
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while an inverter was read");
        }
        if (doubtful) {
            // Something happened on the way: what was read may come from two devices.
            forget();
            return Optional.empty();
        }
        name = its;
        return samples.values().stream().anyMatch(Sample.Measured.class::isInstance)
                ? Optional.of(InverterState.of(samples))
                : Optional.empty();
    }

    @Override
    public Optional<InverterName> name() {
        return Optional.ofNullable(name);
    }

    @Override
    public Optional<Known> known() {
        return Optional.empty();
    }

    /** What changes slowly is asked for once a minute, behind everything that is in a hurry. */
    private Map<PointId, Sample> slow() {
        long now = nanos.getAsLong();
        if (slowSamples.isEmpty() || slowUntilNanos - now <= 0) {
            urgency = Urgency.SLOW;
            slowSamples.clear();
            slowSamples.putAll(device.samples(slow));
            slowUntilNanos = now + SLOWLY.toNanos();
        }
        return slowSamples;
    }

    private static boolean isSlow(Profile profile, PointId id) {
        return Stream.concat(
                        profile.point(id).map(Point::group).stream(),
                        profile.modelPoints().stream()
                                .filter(point -> point.id() == id)
                                .map(ModelPoint::group))
                .anyMatch(PollGroup.SLOW::equals);
    }

    private DeviceReader reader() {
        return DeviceReader.of(profile, this::ask, ReadRules.of(profile, bus.endpoint()));
    }

    private Answer ask(Optional<String> part, RegisterBlock block) {
        int asked = part.map(profile.parts()::get).orElse(unit);
        try {
            Exchange exchange = bus.exchange(new RegisterRequest(asked, block), urgency, timeout);
            heed(exchange);
            return Answer.of(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            doubtful = true;
            return new Answer.Failed("interrupted");
        }
    }

    private void heed(Exchange exchange) {
        switch (exchange) {
            case Exchange.Registers registers -> {
                doubtful |= connection != 0 && connection != registers.connection();
                connection = registers.connection();
            }
            // The connection stays what it was.
            case Exchange.DeviceException _ -> {}
            case Exchange.Written _, Exchange.Identification _ -> {}
            case Exchange.Timeout _ -> doubtful = true;
            case Exchange.Corrupt _ -> doubtful = true;
            case Exchange.NotSent _ -> doubtful = true;
        }
    }

    private void forget() {
        name = null;
        connection = 0;
        doubtful = false;
        slowSamples.clear();
        device = reader();
    }
}
