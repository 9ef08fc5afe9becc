package energy.peerwatt.metergateway.reading;

import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.codec.domain.RegisterWindow;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.Urgency;
import energy.peerwatt.metergateway.plan.domain.Learned;
import energy.peerwatt.metergateway.plan.domain.ReadRules;
import energy.peerwatt.metergateway.plan.domain.Want;
import energy.peerwatt.metergateway.profile.domain.Identity;
import energy.peerwatt.metergateway.profile.domain.Location;
import energy.peerwatt.metergateway.profile.domain.Point;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.profile.domain.Sample;
import energy.peerwatt.metergateway.profile.domain.Sample.Measured;
import energy.peerwatt.metergateway.reading.domain.CounterRead;
import energy.peerwatt.metergateway.reading.domain.CounterRegister;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Reads one meter by its register map, which must have a serial number in a register. After every new connection the
 * serial number comes first: no counter is taken from a device that has not said who it is. For any number of threads.
 */
public final class MeterReader implements CountersReader {
    private static final List<PointId> COUNTERS = List.of(PointId.ENERGY_IMPORT, PointId.ENERGY_EXPORT);
    private static final List<PointId> COUNTERS_AND_POWER =
            List.of(PointId.ENERGY_IMPORT, PointId.ENERGY_EXPORT, PointId.GRID_POWER);
    private static final int ATTEMPTS = 2;
    private static final Identified NOBODY = new Identified(0, "");

    private final BusWorker bus;
    private final int unit;
    private final Profile profile;
    private final Clock clock;
    private final ReadRules rules;
    private volatile Learned learned = Learned.NOTHING;
    private volatile String learnedOf = "";
    private volatile Identified identified = NOBODY;

    private record Identified(long connection, String serial) {}

    public MeterReader(BusWorker bus, int unit, Profile profile, Clock clock) {
        this.bus = bus;
        this.unit = unit;
        this.profile = profile;
        this.clock = clock;
        this.rules = ReadRules.of(profile, bus.endpoint());
    }

    @Override
    public void verifyAgain() {
        identified = NOBODY;
    }

    /** Both counters in one request. */
    @Override
    public MeterAnswer readCounters(Optional<String> serial, Duration timeout) throws InterruptedException {
        return read(COUNTERS, () -> Urgency.BOUNDARY, serial, timeout);
    }

    public MeterAnswer readCountersAndPower(Optional<String> serial, Duration timeout) throws InterruptedException {
        return readCountersAndPower(serial, timeout, () -> false);
    }

    @Override
    public MeterAnswer readCountersAndPower(Optional<String> serial, Duration timeout, BooleanSupplier awaited)
            throws InterruptedException {
        return read(
                COUNTERS_AND_POWER, () -> awaited.getAsBoolean() ? Urgency.BOUNDARY : Urgency.FAST, serial, timeout);
    }

    private MeterAnswer read(List<PointId> ids, Supplier<Urgency> urgency, Optional<String> serial, Duration timeout)
            throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Identified device = identified;
            if (device.connection() == 0) {
                Optional<MeterAnswer> refused = identify(urgency, timeout);
                if (refused.isPresent()) {
                    return refused.get();
                }
                device = identified;
            }
            if (serial.isPresent() && !serial.get().equals(device.serial())) {
                identified = NOBODY;
                return new MeterAnswer.Foreign(serial.get(), device.serial(), clock.instant());
            }
            Map<PointId, Sample> samples = new EnumMap<>(PointId.class);
            Optional<MeterAnswer> failed = collect(points(ids), urgency, timeout, device, samples);
            if (failed.isPresent()) {
                return failed.get();
            }
            if (samples.size() == ids.size()) {
                return answered(device.serial(), samples);
            }
        }
        return new MeterAnswer.Silent("the connection changed again and again");
    }

    /** Leaves {@code into} incomplete if another connection answered; then the device has to say again who it is. */
    private Optional<MeterAnswer> collect(
            List<Point> points,
            Supplier<Urgency> urgency,
            Duration timeout,
            Identified device,
            Map<PointId, Sample> into)
            throws InterruptedException {
        List<Want> wants = points.stream()
                .map(Point::location)
                .map(profile::request)
                .map(Want::of)
                .toList();
        Deque<RegisterBlock> blocks = new ArrayDeque<>(learned.blocks(wants, rules));
        while (!blocks.isEmpty()) {
            RegisterBlock block = blocks.pop();
            Exchange exchange = bus.exchange(new RegisterRequest(unit, block), urgency, timeout);
            if (exchange instanceof Exchange.DeviceException refused && refused.concernsBlock()) {
                List<RegisterBlock> parts = parts(block, wants);
                if (parts.size() > 1) {
                    parts.reversed().forEach(blocks::push);
                    continue;
                }
            }
            if (!(exchange instanceof Exchange.Registers registers)) {
                // Whoever answers next may have been put there meanwhile, without a new connection to its bus.
                identified = NOBODY;
                return Optional.of(silent(exchange));
            }
            if (registers.connection() != device.connection()) {
                identified = NOBODY;
                return Optional.empty();
            }
            RegisterWindow window = new RegisterWindow(block.start(), registers.words());
            points.stream()
                    .filter(point -> point.location().function() == block.function())
                    .filter(point -> window.holds(
                            point.location().address(), point.location().registers()))
                    .forEach(point -> into.put(point.id(), point.sample(window)));
        }
        return Optional.empty();
    }

    /** What to read in place of a block that was refused, now and from now on; the block itself if it cannot be divided. */
    private List<RegisterBlock> parts(RegisterBlock refused, List<Want> wants) {
        Learned before = learned;
        Learned after = before.after(refused, wants);
        List<Want> within =
                wants.stream().filter(want -> want.isWithin(refused)).toList();
        if (!after.equals(before)) {
            learned = after;
            bus.divided(unit);
        }
        return after.blocks(within, rules);
    }

    private Optional<MeterAnswer> identify(Supplier<Urgency> urgency, Duration timeout) throws InterruptedException {
        Location place = profile.serial().orElseThrow();
        RegisterBlock block = profile.request(place);
        Exchange exchange = bus.exchange(new RegisterRequest(unit, block), urgency, timeout);
        if (!(exchange instanceof Exchange.Registers registers)) {
            return Optional.of(silent(exchange));
        }
        String serial = Identity.read(place, new RegisterWindow(block.start(), registers.words()));
        if (serial.isEmpty()) {
            return Optional.of(new MeterAnswer.Silent("it has no serial number"));
        }
        if (!serial.equals(learnedOf)) {
            learned = Learned.NOTHING;
            learnedOf = serial;
        }
        identified = new Identified(registers.connection(), serial);
        return Optional.empty();
    }

    private MeterAnswer answered(String serial, Map<PointId, Sample> samples) {
        Instant at = clock.instant();
        Optional<CounterRead> counters = Optional.empty();
        if (samples.get(PointId.ENERGY_IMPORT) instanceof Measured imported
                && samples.get(PointId.ENERGY_EXPORT) instanceof Measured exported) {
            counters = Optional.of(new CounterRead(
                    Energy.ofWattHours(imported.quantity().whole()),
                    Energy.ofWattHours(exported.quantity().whole()),
                    at,
                    register(PointId.ENERGY_IMPORT, imported),
                    register(PointId.ENERGY_EXPORT, exported)));
        }
        Optional<Power> power = samples.get(PointId.GRID_POWER) instanceof Measured watts
                ? Optional.of(Power.ofWatts(watts.quantity().whole()))
                : Optional.empty();
        return new MeterAnswer.Answered(serial, at, samples, counters, power);
    }

    private CounterRegister register(PointId id, Measured measured) {
        BigDecimal step = measured.resolution().decimal().max(BigDecimal.ONE);
        return new CounterRegister(
                step.setScale(0, RoundingMode.UP).longValueExact(),
                profile.required(id).range());
    }

    private List<Point> points(List<PointId> ids) {
        return ids.stream().map(profile::required).toList();
    }

    private static MeterAnswer.Silent silent(Exchange exchange) {
        return new MeterAnswer.Silent(
                switch (exchange) {
                    case Exchange.Registers _ -> throw new IllegalArgumentException("not silent");
                    case Exchange.Written _, Exchange.Identification _ ->
                        throw new IllegalArgumentException("registers were to be read");
                    case Exchange.Timeout _ -> "no answer in time";
                    case Exchange.DeviceException refused -> "device exception " + refused.code();
                    case Exchange.Corrupt corrupt -> "corrupt reply: " + corrupt.reason();
                    case Exchange.NotSent unsent -> unsent.reason();
                });
    }
}
