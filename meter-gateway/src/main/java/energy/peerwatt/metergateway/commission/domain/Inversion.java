package energy.peerwatt.metergateway.commission.domain;

import java.time.Instant;

/**
 * That a meter is read the other way round, import as export: all its transformers are turned, and somebody has said why
 * they stay so.
 *
 * @param actor who said so: the subject of the access token
 * @param at market time
 */
public record Inversion(String actor, String reason, Instant at) {}
