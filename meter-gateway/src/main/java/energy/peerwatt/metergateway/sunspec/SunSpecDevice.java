package energy.peerwatt.metergateway.sunspec;

import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.BusRequest;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.RegisterWrite;
import energy.peerwatt.metergateway.link.domain.Urgency;
import energy.peerwatt.metergateway.sunspec.domain.Chain;
import energy.peerwatt.metergateway.sunspec.domain.Discovery;
import energy.peerwatt.metergateway.sunspec.domain.ModelReader;
import energy.peerwatt.metergateway.sunspec.domain.ModelReading;
import energy.peerwatt.metergateway.sunspec.domain.RegisterSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A device that describes itself, as seen through one connection. Another connection may lead to another device: what was
 * discovered holds until {@link #isSame()} is false. For one thread.
 */
public final class SunSpecDevice {
    private final BusWorker bus;
    private final int unit;
    private final Urgency urgency;
    private final Duration timeout;
    private @Nullable Chain chain;
    private long discoveredOn;
    private long lastConnection;
    private String lastFailure = "not asked yet";

    public SunSpecDevice(BusWorker bus, int unit, Urgency urgency, Duration timeout) {
        this.bus = bus;
        this.unit = unit;
        this.urgency = urgency;
        this.timeout = timeout;
    }

    /** The models, found anew where that is due; empty if the device does not answer or has none. */
    public Optional<Chain> chain() throws InterruptedException {
        if (chain == null) {
            switch (Discovery.discover(this::source)) {
                case Discovery.Outcome.Found found -> {
                    chain = found.chain();
                    discoveredOn = lastConnection;
                }
                case Discovery.Outcome.NotFound missing -> lastFailure = missing.reason();
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while a device was discovered");
            }
        }
        return Optional.ofNullable(chain);
    }

    /** Whether everything since discovery came from the connection that was discovered. */
    public boolean isSame() {
        return chain != null && lastConnection == discoveredOn;
    }

    /** The connection that was discovered. */
    public long connection() {
        return discoveredOn;
    }

    /** Discovers again at the next question. */
    public void forget() {
        chain = null;
    }

    /** Why the last question had no answer. */
    public String lastFailure() {
        return lastFailure;
    }

    public Optional<ModelReading> model(int id) throws InterruptedException {
        return model(List.of(id));
    }

    /** The first of these models that the device has, values and scale factors of the same moment. */
    public Optional<ModelReading> model(List<Integer> ids) throws InterruptedException {
        Optional<ModelReading> reading = Optional.ofNullable(chain)
                .flatMap(found -> found.first(ids))
                .flatMap(entry -> ModelReader.read(this::source, entry, RegisterBlock.MOST));
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while a model was read");
        }
        return reading;
    }

    /**
     * Writes successive registers, all or none of them.
     *
     * @return whether the device acknowledged it; if not, it may have taken it all the same
     */
    public boolean write(int address, List<Integer> words) throws InterruptedException {
        return exchange(new RegisterWrite(unit, address, words)) instanceof Exchange.Written;
    }

    private RegisterSource.Answer source(int start, int count) {
        RegisterBlock block = new RegisterBlock(RegisterFunction.HOLDING, start, count);
        try {
            return RegisterSource.Answer.of(exchange(new RegisterRequest(unit, block)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RegisterSource.Answer.Failed("interrupted");
        }
    }

    private Exchange exchange(BusRequest request) throws InterruptedException {
        Exchange exchange = bus.exchange(request, urgency, timeout);
        switch (exchange) {
            case Exchange.Registers registers -> lastConnection = registers.connection();
            case Exchange.Written written -> lastConnection = written.connection();
            case Exchange.Identification said -> lastConnection = said.connection();
            // The connection stays what it was.
            case Exchange.DeviceException refused -> lastFailure = "device exception " + refused.code();
            case Exchange.Timeout _ -> lost("no answer in time");
            case Exchange.Corrupt corrupt -> lost("corrupt reply: " + corrupt.reason());
            case Exchange.NotSent unsent -> lost(unsent.reason());
        }
        return exchange;
    }

    private void lost(String reason) {
        lastConnection = 0;
        lastFailure = reason;
    }
}
