package energy.peerwatt.metergateway.reading.domain;

import energy.peerwatt.messages.quantity.Energy;
import java.time.Instant;

/**
 * Both counters of a meter as one reply gave them.
 *
 * @param at market time of the reply
 * @param coarse whether the registers cannot show single watt-hours
 */
public record CounterRead(Energy imported, Energy exported, Instant at, boolean coarse) {}
