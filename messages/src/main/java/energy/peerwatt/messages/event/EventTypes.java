package energy.peerwatt.messages.event;

import java.util.Map;

/** CloudEvents types. The version is part of the name; a change that is not additive is a new name. */
public final class EventTypes {
    public static final String TELEMETRY_REPORTED = "energy.peerwatt.telemetry-reported.v1";
    public static final String READINGS_SEALED = "energy.peerwatt.readings-sealed.v1";
    public static final String MEMBER_DEFINED = "energy.peerwatt.member-defined.v1";
    public static final String SLOT_CLEARED = "energy.peerwatt.slot-cleared.v3";
    public static final String TRADES_MATCHED = "energy.peerwatt.trades-matched.v3";
    public static final String BALANCES_CHANGED = "energy.peerwatt.balances-changed.v1";
    public static final String ZONE_DEFINED = "energy.peerwatt.zone-defined.v1";
    public static final String GRID_EVENT_CHANGED = "energy.peerwatt.grid-event-changed.v1";
    public static final String DISPATCH_REQUESTED = "energy.peerwatt.dispatch-requested.v1";
    public static final String DISPATCH_REPORTED = "energy.peerwatt.dispatch-reported.v1";
    public static final String RESPONSE_VERIFIED = "energy.peerwatt.response-verified.v1";

    /** Which record each type is read into. */
    public static final Map<String, Class<?>> RECORDS = Map.ofEntries(
            Map.entry(TELEMETRY_REPORTED, TelemetryReported.class),
            Map.entry(READINGS_SEALED, ReadingsSealed.class),
            Map.entry(MEMBER_DEFINED, MemberDefined.class),
            Map.entry(SLOT_CLEARED, SlotCleared.class),
            Map.entry(TRADES_MATCHED, TradesMatched.class),
            Map.entry(BALANCES_CHANGED, BalancesChanged.class),
            Map.entry(ZONE_DEFINED, ZoneDefined.class),
            Map.entry(GRID_EVENT_CHANGED, GridEventChanged.class),
            Map.entry(DISPATCH_REQUESTED, DispatchRequested.class),
            Map.entry(DISPATCH_REPORTED, DispatchReported.class),
            Map.entry(RESPONSE_VERIFIED, ResponseVerified.class));

    private EventTypes() {}
}
