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
import energy.peerwatt.metergateway.profile.domain.PointId;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.profile.domain.Sample;
import energy.peerwatt.metergateway.sunspec.domain.RegisterSource.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An inverter with a register map. */
public final class ProfileInverter implements InverterReader {
    private final BusWorker bus;
    private final int unit;
    private final Profile profile;
    private final Duration timeout;
    private DeviceReader device;
    private long connection;
    private boolean doubtful;
    private volatile @Nullable InverterName name;

    public ProfileInverter(BusWorker bus, int unit, Profile profile, Duration timeout) {
        this.bus = bus;
        this.unit = unit;
        this.profile = profile;
        this.timeout = timeout;
        this.device = reader();
    }

    @Override
    public Optional<InverterState> read() throws InterruptedException {
        InverterName its = name;
        if (its == null) {
            its = new InverterName(Optional.of(profile.title()), device.model(), device.serial());
        }
        Map<PointId, Sample> samples = doubtful ? Map.of() : device.samples(InverterState.POINTS);
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

    private DeviceReader reader() {
        return DeviceReader.of(profile, this::ask, ReadRules.of(profile, bus.endpoint()));
    }

    private Answer ask(Optional<String> part, RegisterBlock block) {
        int asked = part.map(profile.parts()::get).orElse(unit);
        try {
            Exchange exchange = bus.exchange(new RegisterRequest(asked, block), Urgency.FAST, timeout);
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
        device = reader();
    }
}
