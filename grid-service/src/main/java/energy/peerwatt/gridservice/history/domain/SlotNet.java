package energy.peerwatt.gridservice.history.domain;

import java.time.Instant;

/**
 * Net energy of a slot.
 *
 * @param start of the slot
 * @param netWh + is import, - is export
 * @param usable false where the registers were estimated or suspect: then the slot counts as missing
 */
public record SlotNet(Instant start, long netWh, boolean usable) {}
