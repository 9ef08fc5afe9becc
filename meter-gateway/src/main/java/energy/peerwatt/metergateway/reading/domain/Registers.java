package energy.peerwatt.metergateway.reading.domain;

import energy.peerwatt.messages.quantity.Energy;
import java.time.Instant;

/** Both counters at a moment, read or reckoned. */
public record Registers(Instant at, Energy imported, Energy exported) {
    /** Whether neither counter is below the earlier one's. */
    public boolean follows(Registers earlier) {
        return !at.isBefore(earlier.at)
                && imported.compareTo(earlier.imported) >= 0
                && exported.compareTo(earlier.exported) >= 0;
    }
}
