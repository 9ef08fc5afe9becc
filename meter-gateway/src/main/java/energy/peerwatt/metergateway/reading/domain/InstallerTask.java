package energy.peerwatt.metergateway.reading.domain;

import energy.peerwatt.messages.id.MeterId;
import java.time.Instant;

/**
 * Something about a meter that somebody has to look at. There is at most one of a kind for a meter.
 *
 * @param since market time at which it was first seen
 * @param detail what was seen
 */
public record InstallerTask(MeterId meter, Kind kind, Instant since, String detail) {

    /** What there is to do. */
    public enum Kind {
        COUNTER_RESET("find out why the meter counts from a lower value, and note both counters on the spot"),
        COUNTER_LEAPT("compare the counters with the meter's display; nothing of the leap was booked"),
        COUNTER_STUCK("a counter stands still while power flows: check the meter, its wiring and the register map"),
        IDENTITY_MISMATCH(
                "another device answered in the meter's place, and nothing is read: commission it as an exchange, or"
                        + " put the meter back and report this done");

        private final String advice;

        Kind(String advice) {
            this.advice = advice;
        }

        public String advice() {
            return advice;
        }
    }
}
