package energy.peerwatt.metergateway.commission.domain;

/**
 * Registers of a device at one moment, whole Wh.
 *
 * @param plusWh import of a meter, energy out of an inverter, charge of a battery
 * @param minusWh export of a meter, discharge of a battery; 0 where there is none
 */
public record Counters(long plusWh, long minusWh) {}
