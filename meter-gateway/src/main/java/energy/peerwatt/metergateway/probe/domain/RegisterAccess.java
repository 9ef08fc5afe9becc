package energy.peerwatt.metergateway.probe.domain;

import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.sunspec.domain.RegisterSource;
import java.util.Optional;

/** Registers of a device and of its parts. */
public interface RegisterAccess {
    /** @param part empty for the device itself */
    RegisterSource.Answer read(Optional<String> part, RegisterBlock block);
}
