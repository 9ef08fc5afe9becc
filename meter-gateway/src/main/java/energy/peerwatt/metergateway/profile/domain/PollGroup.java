package energy.peerwatt.metergateway.profile.domain;

/** How often a point is worth reading. */
public enum PollGroup {
    /** Counters, at every slot boundary. */
    BOUNDARY,
    /** Every few seconds. */
    FAST,
    /** Once a minute or less. */
    SLOW
}
