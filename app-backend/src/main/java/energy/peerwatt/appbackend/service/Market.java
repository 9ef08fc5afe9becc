package energy.peerwatt.appbackend.service;

import java.time.Instant;

/** Where the market is: the slot that is open, and when it closes. */
public record Market(Instant nextSlot, Instant gate) {}
