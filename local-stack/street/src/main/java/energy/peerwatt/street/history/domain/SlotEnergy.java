package energy.peerwatt.street.history.domain;

import java.time.Instant;

/**
 * What one home did in one slot, in whole watt-hours. Differences of counters that are cut to whole watt-hours, as a
 * meter's are: the sum over slots is what the counters moved.
 *
 * @param start of the slot
 * @param lengthSeconds of the slot
 * @param netWh at the meter, + is import
 * @param pvWh of the roof after the inverter, never negative
 * @param batteryChargeWh into the battery on the alternating-current side, never negative
 * @param batteryDischargeWh out of the battery on the alternating-current side, never negative
 */
public record SlotEnergy(
        Instant start, long lengthSeconds, long netWh, long pvWh, long batteryChargeWh, long batteryDischargeWh) {}
