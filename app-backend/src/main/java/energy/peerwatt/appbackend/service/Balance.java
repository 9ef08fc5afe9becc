package energy.peerwatt.appbackend.service;

/** A member's money in nano-currency, as settlement says it. */
public record Balance(long escrow, long provisional, long withdrawalRequested, long available) {}
