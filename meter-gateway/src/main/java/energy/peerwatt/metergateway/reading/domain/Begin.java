package energy.peerwatt.metergateway.reading.domain;

import java.time.Instant;

/**
 * Where the readings of a meter begin that came into service while its gateway was sealing already.
 *
 * @param first the first boundary that has a reading of it
 * @param counters those that it was put into service with: no count below them is believed
 */
public record Begin(Instant first, Registers counters) {}
