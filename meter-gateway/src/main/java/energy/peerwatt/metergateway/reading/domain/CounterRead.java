package energy.peerwatt.metergateway.reading.domain;

import energy.peerwatt.messages.quantity.Energy;
import java.time.Instant;

/**
 * Both counters of a meter as one reply gave them; once a {@link CounterTracker} has accepted them, what they have counted
 * in their epoch, however often their registers rolled over.
 *
 * @param at market time of the reply
 */
public record CounterRead(
        Energy imported, Energy exported, Instant at, CounterRegister importRegister, CounterRegister exportRegister) {

    /** Whether one of the registers cannot show single watt-hours. */
    public boolean coarse() {
        return importRegister.coarse() || exportRegister.coarse();
    }
}
