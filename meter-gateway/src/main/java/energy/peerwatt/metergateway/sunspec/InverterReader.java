package energy.peerwatt.metergateway.sunspec;

import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.Urgency;
import energy.peerwatt.metergateway.sunspec.domain.Chain;
import energy.peerwatt.metergateway.sunspec.domain.Discovery;
import energy.peerwatt.metergateway.sunspec.domain.InverterModels;
import energy.peerwatt.metergateway.sunspec.domain.InverterPicture;
import energy.peerwatt.metergateway.sunspec.domain.ModelBlock;
import energy.peerwatt.metergateway.sunspec.domain.RegisterSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One inverter. Used by the one thread that polls its home. */
public final class InverterReader {
    private final BusWorker bus;
    private final int unit;
    private final Duration timeout;
    private @Nullable Known known;
    private long lastConnection;

    /** What was discovered on one connection. Another connection may lead to another device. */
    public record Known(
            long connection, Chain chain, InverterPicture.Identity identity, InverterPicture.Controls controls) {}

    public InverterReader(BusWorker bus, int unit, Duration timeout) {
        this.bus = bus;
        this.unit = unit;
        this.timeout = timeout;
    }

    /** Reads the inverter once, after discovery where that is due; empty if it does not answer. */
    public Optional<InverterPicture> read() throws InterruptedException {
        Known device = discovered();
        if (device == null) {
            return Optional.empty();
        }
        Chain chain = device.chain();
        Optional<Long> watts = block(chain.first(InverterModels.ALTERNATING)).flatMap(InverterModels::alternatingWatts);
        List<InverterPicture.Module> modules = block(chain.first(InverterModels.MODULES))
                .map(InverterModels::modules)
                .orElse(List.of());
        Optional<Integer> charge = block(chain.first(InverterModels.STORAGE)).flatMap(InverterModels::chargePermille);
        if (lastConnection != device.connection()) {
            // Something happened on the way: what was read may come from two devices.
            known = null;
            return Optional.empty();
        }
        return Optional.of(new InverterPicture(watts, modules, charge));
    }

    /** What the device said it is, if it was discovered. */
    public Optional<Known> known() {
        return Optional.ofNullable(known);
    }

    private @Nullable Known discovered() throws InterruptedException {
        if (known == null && Discovery.discover(this::source) instanceof Discovery.Outcome.Found found) {
            long connection = lastConnection;
            Optional<ModelBlock> common = block(found.chain().first(InverterModels.COMMON));
            Optional<ModelBlock> controls = block(found.chain().first(InverterModels.CONTROLS));
            if (common.isPresent() && lastConnection == connection) {
                known = new Known(
                        connection,
                        found.chain(),
                        InverterModels.identity(common.get()),
                        controls.map(InverterModels::controls)
                                .orElse(new InverterPicture.Controls(
                                        Optional.empty(), Optional.empty(), Optional.empty())));
            }
        }
        return known;
    }

    private Optional<ModelBlock> block(Optional<Chain.Entry> entry) throws InterruptedException {
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        int count = Math.min(entry.get().registers(), RegisterBlock.MOST);
        return exchange(entry.get().address(), count) instanceof Exchange.Registers registers
                ? Optional.of(new ModelBlock(registers.words()))
                : Optional.empty();
    }

    private RegisterSource.Answer source(int start, int count) {
        try {
            return switch (exchange(start, count)) {
                case Exchange.Registers registers -> new RegisterSource.Answer.Words(registers.words());
                case Exchange.DeviceException refused ->
                    refused.code() == Exchange.DeviceException.ILLEGAL_ADDRESS
                            ? new RegisterSource.Answer.NoSuchAddress()
                            : new RegisterSource.Answer.Failed("device exception " + refused.code());
                case Exchange.Timeout _ -> new RegisterSource.Answer.Failed("no answer");
                case Exchange.Corrupt corrupt -> new RegisterSource.Answer.Failed(corrupt.reason());
                case Exchange.NotSent unsent -> new RegisterSource.Answer.Failed(unsent.reason());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RegisterSource.Answer.Failed("interrupted");
        }
    }

    private Exchange exchange(int start, int count) throws InterruptedException {
        RegisterBlock block = new RegisterBlock(RegisterFunction.HOLDING, start, count);
        Exchange exchange = bus.exchange(new RegisterRequest(unit, block), Urgency.FAST, timeout);
        switch (exchange) {
            case Exchange.Registers registers -> lastConnection = registers.connection();
            case Exchange.DeviceException _ -> {
                // The connection stays what it was.
            }
            case Exchange.Timeout _ -> lastConnection = 0;
            case Exchange.Corrupt _ -> lastConnection = 0;
            case Exchange.NotSent _ -> lastConnection = 0;
        }
        return exchange;
    }
}
