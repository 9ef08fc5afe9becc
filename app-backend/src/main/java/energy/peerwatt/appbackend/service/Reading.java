package energy.peerwatt.appbackend.service;

import java.time.Instant;

/** The cumulative registers of a meter at a boundary. */
public record Reading(Instant boundary, long importWh, long exportWh) {}
