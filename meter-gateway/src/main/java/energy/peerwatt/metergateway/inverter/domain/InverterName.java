package energy.peerwatt.metergateway.inverter.domain;

import java.util.Optional;

/** What an inverter says of itself. */
public record InverterName(Optional<String> maker, Optional<String> model, Optional<String> serial) {}
