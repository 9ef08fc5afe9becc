package energy.peerwatt.metergateway.reading.domain;

import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.quantity.Energy;
import java.time.Instant;

/** Both counters at a moment, read or reckoned. */
public record Registers(Instant at, Energy imported, Energy exported) {
    /** Those of a reading at the moment from which on nobody knows more: a meter's last is sealed under a later boundary. */
    static Registers lastSeen(IntervalReading reading) {
        Instant at = reading.readAt().isBefore(reading.boundary()) ? reading.readAt() : reading.boundary();
        return new Registers(at, reading.imported(), reading.exported());
    }

    /** Whether neither counter is below the earlier one's. */
    public boolean follows(Registers earlier) {
        return !at.isBefore(earlier.at)
                && imported.compareTo(earlier.imported) >= 0
                && exported.compareTo(earlier.exported) >= 0;
    }
}
