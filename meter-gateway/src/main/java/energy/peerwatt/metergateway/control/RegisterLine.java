package energy.peerwatt.metergateway.control;

import energy.peerwatt.metergateway.codec.domain.RegisterWindow;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.BusRequest;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterRequest;
import energy.peerwatt.metergateway.link.domain.RegisterWrite;
import energy.peerwatt.metergateway.link.domain.Urgency;
import energy.peerwatt.metergateway.profile.domain.Location;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The registers of one unit, and by which connection they came. For one thread. */
final class RegisterLine {
    private final BusWorker bus;
    private final int unit;
    private final Duration timeout;
    private long connection;
    private String lastFailure = "not asked yet";

    RegisterLine(BusWorker bus, int unit, Duration timeout) {
        this.bus = bus;
        this.unit = unit;
        this.timeout = timeout;
    }

    Optional<RegisterWindow> read(Location location) throws InterruptedException {
        RegisterBlock block = new RegisterBlock(location.function(), location.address(), location.registers());
        return exchange(new RegisterRequest(unit, block)) instanceof Exchange.Registers registers
                ? Optional.of(new RegisterWindow(location.address(), registers.words()))
                : Optional.empty();
    }

    /** @return whether the device acknowledged it; if not, it may have taken it all the same */
    boolean write(int address, List<Integer> words) throws InterruptedException {
        return exchange(new RegisterWrite(unit, address, words)) instanceof Exchange.Written;
    }

    private Exchange exchange(BusRequest request) throws InterruptedException {
        Exchange exchange = bus.exchange(request, Urgency.CONTROL, timeout);
        switch (exchange) {
            case Exchange.Registers registers -> connection = registers.connection();
            case Exchange.Written written -> connection = written.connection();
            case Exchange.Identification said -> connection = said.connection();
            // The connection stays what it was.
            case Exchange.DeviceException refused -> lastFailure = "device exception " + refused.code();
            case Exchange.Timeout _ -> lost("no answer in time");
            case Exchange.Corrupt corrupt -> lost("corrupt reply: " + corrupt.reason());
            case Exchange.NotSent unsent -> lost(unsent.reason());
        }
        return exchange;
    }

    private void lost(String reason) {
        connection = 0;
        lastFailure = reason;
    }

    /** The connection of the last answer; 0 if the last question had none. */
    long connection() {
        return connection;
    }

    /** Why the last question had no answer. */
    String lastFailure() {
        return lastFailure;
    }
}
