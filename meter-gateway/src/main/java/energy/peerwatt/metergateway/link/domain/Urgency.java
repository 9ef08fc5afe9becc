package energy.peerwatt.metergateway.link.domain;

/** Which requests go first on a bus; the first constant is the most urgent. */
public enum Urgency {
    /** Settlement counters at a slot boundary. Asked even while a unit rests. */
    BOUNDARY,
    /** Power, every few seconds. */
    FAST,
    /** Identity and the like. */
    SLOW
}
