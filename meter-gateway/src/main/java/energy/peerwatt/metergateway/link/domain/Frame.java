package energy.peerwatt.metergateway.link.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * One exchange as its bytes went, for whoever looks for a fault.
 *
 * @param at real time of the end of it
 * @param sent in hex, as on the wire
 * @param received the same, up to where it was given up; empty if nothing came
 * @param outcome in words
 */
public record Frame(Instant at, int unit, String sent, String received, String outcome, Duration took) {}
