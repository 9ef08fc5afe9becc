package energy.peerwatt.metergateway.reading;

import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.metergateway.codec.domain.Absent;
import energy.peerwatt.metergateway.codec.domain.Decoded;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.Urgency;
import energy.peerwatt.metergateway.profile.domain.ModelPoint;
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.profile.domain.Sample;
import energy.peerwatt.metergateway.profile.domain.Sample.Measured;
import energy.peerwatt.metergateway.profile.domain.Scaling;
import energy.peerwatt.metergateway.reading.domain.CounterRead;
import energy.peerwatt.metergateway.reading.domain.CounterRegister;
import energy.peerwatt.metergateway.sunspec.domain.Chain;
import energy.peerwatt.metergateway.sunspec.domain.Discovery;
import energy.peerwatt.metergateway.sunspec.domain.ModelReader;
import energy.peerwatt.metergateway.sunspec.domain.ModelReading;
import energy.peerwatt.metergateway.sunspec.domain.RegisterSource.Answer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a meter that describes itself by SunSpec: counters, power and their scale factors by one read of its model, its
 * serial number from its own model 1. Where the models lie is found once, and again when they are not there any more.
 */
public final class ModelMeterReader implements CountersReader {
    private static final List<PointId> POINTS =
            List.of(PointId.ENERGY_IMPORT, PointId.ENERGY_EXPORT, PointId.GRID_POWER);
    /** Of the registers of accumulators in models 201 to 204; those of floating numbers have no end. */
    private static final BigDecimal ACCUMULATOR = BigDecimal.valueOf(1L << 32);

    private static final List<Integer> ACCUMULATING = List.of(201, 202, 203, 204);

    private final BusWorker bus;
    private final int unit;
    private final Profile profile;
    private final Clock clock;
    private @Nullable Place place;
    private @Nullable Identified identified;
    private boolean importSeen;
    private boolean exportSeen;

    /** Where the meter lies in the chain of its bus. */
    private record Place(Chain.Entry common, Chain.Entry meter) {}

    private record Identified(long connection, String serial) {}

    public ModelMeterReader(BusWorker bus, int unit, Profile profile, Clock clock) {
        this.bus = bus;
        this.unit = unit;
        this.profile = profile;
        this.clock = clock;
    }

    @Override
    public synchronized void counted(boolean imported, boolean exported) {
        importSeen |= imported;
        exportSeen |= exported;
    }

    @Override
    public synchronized void verifyAgain() {
        identified = null;
    }

    @Override
    public MeterAnswer readCounters(Optional<String> serial, Duration timeout) throws InterruptedException {
        return read(() -> Urgency.BOUNDARY, serial, timeout);
    }

    @Override
    public MeterAnswer readCountersAndPower(Optional<String> serial, Duration timeout, BooleanSupplier awaited)
            throws InterruptedException {
        return read(() -> awaited.getAsBoolean() ? Urgency.BOUNDARY : Urgency.FAST, serial, timeout);
    }

    /** The requests of one read, all over one connection or none of them. */
    private final class Line {
        private final Supplier<Urgency> urgency;
        private final Duration timeout;
        private long connection;
        private String failure = "";

        Line(Supplier<Urgency> urgency, Duration timeout) {
            this.urgency = urgency;
            this.timeout = timeout;
        }

        Answer ask(int start, int count) {
            if (!failure.isEmpty()) {
                return new Answer.Failed(failure);
            }
            RegisterRequest request =
                    new RegisterRequest(unit, new RegisterBlock(RegisterFunction.HOLDING, start, count));
            try {
                Exchange exchange = bus.exchange(request, urgency, timeout);
                Answer answer = Answer.of(exchange);
                if (exchange instanceof Exchange.Registers registers) {
                    if (connection != 0 && connection != registers.connection()) {
                        failure = "the connection changed";
                        return new Answer.Failed(failure);
                    }
                    connection = registers.connection();
                }
                if (answer instanceof Answer.Failed failed) {
                    failure = failed.reason();
                }
                return answer;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure = "interrupted";
                return new Answer.Failed(failure);
            }
        }
    }

    private synchronized MeterAnswer read(Supplier<Urgency> urgency, Optional<String> serial, Duration timeout)
            throws InterruptedException {
        Line line = new Line(urgency, timeout);
        MeterAnswer answer = ask(line, serial);
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while a meter was read");
        }
        if (!line.failure.isEmpty()) {
            // Whoever answers next may have been put there meanwhile.
            identified = null;
        }
        return answer;
    }

    private MeterAnswer ask(Line line, Optional<String> serial) {
        if (place == null) {
            place = discovered(line).orElse(null);
        }
        if (place == null) {
            return silent(line, "it has no model of a meter with a model 1 of its own");
        }
        Optional<ModelReading> model = Optional.empty();
        if (identified != null) {
            model = model(line, place.meter());
        }
        if (identified == null || line.connection != identified.connection()) {
            Optional<String> said =
                    model(line, place.common()).map(common -> common.text("SN")).filter(text -> !text.isEmpty());
            if (said.isEmpty()) {
                return lost(line, "it has no serial number");
            }
            identified = new Identified(line.connection, said.get());
            model = model(line, place.meter());
        }
        String number = identified.serial();
        if (serial.isPresent() && !serial.get().equals(number)) {
            identified = null;
            return new MeterAnswer.Foreign(serial.get(), number, clock.instant());
        }
        return model.isPresent() ? answered(number, place.meter(), model.get()) : lost(line, "its models moved");
    }

    private Optional<Place> discovered(Line line) {
        if (!(Discovery.discover(line::ask) instanceof Discovery.Outcome.Found found)) {
            return Optional.empty();
        }
        List<Integer> models =
                profile.modelPoint(PointId.ENERGY_IMPORT).orElseThrow().models();
        return found.chain()
                .first(models)
                .flatMap(meter -> found.chain().common(models).map(common -> new Place(common, meter)));
    }

    /** Empty if there is no answer, or another model by now. */
    private Optional<ModelReading> model(Line line, Chain.Entry entry) {
        return ModelReader.read(line::ask, entry, profile.limits().maxRegisters())
                .filter(model -> model.raw("ID").filter(id -> id == entry.id()).isPresent()
                        && model.raw("L")
                                .filter(length -> length == entry.length())
                                .isPresent());
    }

    private MeterAnswer lost(Line line, String reason) {
        if (line.failure.isEmpty()) {
            // It answers, but not as it did: another device or another firmware.
            place = null;
            identified = null;
        }
        return silent(line, reason);
    }

    private static MeterAnswer.Silent silent(Line line, String reason) {
        return new MeterAnswer.Silent(line.failure.isEmpty() ? reason : line.failure);
    }

    private MeterAnswer answered(String serial, Chain.Entry entry, ModelReading model) {
        Instant at = clock.instant();
        Map<PointId, Sample> samples = new EnumMap<>(PointId.class);
        for (PointId id : POINTS) {
            ModelPoint point = profile.modelPoint(id).orElseThrow();
            samples.put(id, new Scaling(point.unit(), 0, point.sign()).sample(id, value(model, point)));
        }
        Optional<CounterRead> counters = Optional.empty();
        if (samples.get(PointId.ENERGY_IMPORT) instanceof Measured imported
                && samples.get(PointId.ENERGY_EXPORT) instanceof Measured exported) {
            importSeen |= imported.quantity().whole() > 0;
            exportSeen |= exported.quantity().whole() > 0;
            counters = Optional.of(new CounterRead(
                    Energy.ofWattHours(imported.quantity().whole()),
                    Energy.ofWattHours(exported.quantity().whole()),
                    at,
                    register(entry, imported),
                    register(entry, exported)));
        }
        Optional<Power> power = samples.get(PointId.GRID_POWER) instanceof Measured watts
                ? Optional.of(Power.ofWatts(watts.quantity().whole()))
                : Optional.empty();
        return new MeterAnswer.Answered(serial, at, samples, counters, power);
    }

    /**
     * An accumulator of zero says that it has never counted. That is a value of a home that never exported; of a counter
     * that had counted it is none, as it is after an update of some firmwares.
     */
    private Decoded value(ModelReading model, ModelPoint point) {
        Decoded decoded = model.value(point.point());
        boolean counted = point.id() == PointId.ENERGY_IMPORT ? importSeen : exportSeen;
        return decoded == Absent.NOT_ACCUMULATED && !counted
                ? new Decoded.Value(BigDecimal.ZERO, BigDecimal.ONE)
                : decoded;
    }

    private static CounterRegister register(Chain.Entry entry, Measured measured) {
        BigDecimal step = measured.resolution().decimal();
        Optional<Long> range = ACCUMULATING.contains(entry.id())
                ? Optional.of(step.multiply(ACCUMULATOR))
                        .filter(wattHours -> wattHours.stripTrailingZeros().scale() <= 0)
                        .map(BigDecimal::longValueExact)
                : Optional.empty();
        return new CounterRegister(
                step.max(BigDecimal.ONE).setScale(0, RoundingMode.UP).longValueExact(), range);
    }
}
