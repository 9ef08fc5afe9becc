package energy.peerwatt.metergateway.probe.domain;

import energy.peerwatt.metergateway.link.domain.DeviceIdentification;
import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.sunspec.domain.RegisterSource;
import java.util.Optional;

/** What a device shows of itself and of its parts. */
public interface RegisterAccess {
    /** @param part empty for the device itself */
    RegisterSource.Answer read(Optional<String> part, RegisterBlock block);

    /** What it says of itself by function 43; empty if it does not. */
    default Optional<DeviceIdentification> identification() {
        return Optional.empty();
    }
}
