package energy.peerwatt.messages.event;

import java.util.Map;

/** CloudEvents types. The version is part of the name; a change that is not additive is a new name. */
public final class EventTypes {
    public static final String TELEMETRY_REPORTED = "energy.peerwatt.telemetry-reported.v1";
    public static final String READINGS_SEALED = "energy.peerwatt.readings-sealed.v1";
    public static final String MEMBER_DEFINED = "energy.peerwatt.member-defined.v1";
    public static final String SLOT_CLEARED = "energy.peerwatt.slot-cleared.v1";
    public static final String TRADES_MATCHED = "energy.peerwatt.trades-matched.v1";
    public static final String BALANCES_CHANGED = "energy.peerwatt.balances-changed.v1";

    /** Which record each type is read into. */
    public static final Map<String, Class<?>> RECORDS = Map.of(
            TELEMETRY_REPORTED, TelemetryReported.class,
            READINGS_SEALED, ReadingsSealed.class,
            MEMBER_DEFINED, MemberDefined.class,
            SLOT_CLEARED, SlotCleared.class,
            TRADES_MATCHED, TradesMatched.class,
            BALANCES_CHANGED, BalancesChanged.class);

    private EventTypes() {}
}
