package energy.peerwatt.messages.event;

/**
 * Kafka topics that services share. Events travel as CloudEvents 1.0 in binary mode with JSON values; a malformed one
 * goes to the topic of the same name with {@link #DEAD_LETTER_SUFFIX}.
 */
public final class Topics {
    /** {@link TelemetryReported}, key = meter id. */
    public static final String TELEMETRY_REPORTED = "telemetry-reported";
    /** {@link ReadingsSealed}, key = gateway id. */
    public static final String READINGS_SEALED = "readings-sealed";
    /** {@link MemberDefined}, key = community id. */
    public static final String MEMBERS_DEFINED = "members-defined";
    /** {@link SlotCleared} and then its {@link TradesMatched} parts, key = community id. */
    public static final String SLOTS_CLEARED = "slots-cleared";
    /** {@link BalancesChanged}, key = community id. */
    public static final String BALANCES_CHANGED = "balances-changed";

    /** {@link ZoneDefined}, key = community id. */
    public static final String ZONES_DEFINED = "zones-defined";
    /** {@link GridEventChanged}, key = community id. */
    public static final String GRID_EVENTS_CHANGED = "grid-events-changed";
    /** {@link DispatchRequested}, key = gateway id. */
    public static final String DISPATCHES_REQUESTED = "dispatches-requested";
    /** {@link DispatchReported}, key = gateway id. */
    public static final String DISPATCHES_REPORTED = "dispatches-reported";
    /** {@link ResponseVerified}, key = community id. */
    public static final String RESPONSES_VERIFIED = "responses-verified";

    public static final String DEAD_LETTER_SUFFIX = "-dead-letter";

    private Topics() {}
}
