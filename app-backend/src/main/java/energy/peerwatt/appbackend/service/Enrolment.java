package energy.peerwatt.appbackend.service;

import java.time.Instant;

/**
 * What a household lends to demand response.
 *
 * @param ratedW the most it gives
 * @param storageWh what it gives before it is empty
 */
public record Enrolment(String device, long ratedW, long storageWh, Instant consentAt) {}
