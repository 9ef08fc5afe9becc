package energy.peerwatt.metergateway.control.domain;

import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.quantity.Power;

/** What a set-point means for the power that can be measured. */
public final class Effect {
    /** Of what it was told: a power meter is not exact, and the inverter loses some. */
    private static final long FOLLOWS_FROM_PERMILLE = 900;

    private static final long KEEPS_TO_PERMILLE = 1_100;
    private static final long KEEPS_TO_WATTS = 20;
    private static final long PERMILLE = 1_000;

    private Effect() {}

    /** A set-point in canonical direction: charge and output are +, discharge and export -. */
    public static Power directed(DispatchKind kind, long watts) {
        return Power.ofWatts(
                switch (kind) {
                    case BATTERY_CHARGE, CURTAIL -> watts;
                    case BATTERY_DISCHARGE, EXPORT_LIMIT -> -watts;
                    case RELEASE -> 0;
                });
    }

    /** Whether a measured power is what the set-point asks for or more of it, or keeps to the limit it sets. */
    public static boolean shows(DispatchKind kind, Power measured, SetPoint setPoint) {
        long watts = directed(kind, measured.watts()).watts();
        return kind.limits()
                ? watts * PERMILLE <= setPoint.watts() * KEEPS_TO_PERMILLE + KEEPS_TO_WATTS * PERMILLE
                : watts * PERMILLE >= setPoint.watts() * FOLLOWS_FROM_PERMILLE;
    }

    /** What is wrong with a measured power. */
    public static String shortfall(DispatchKind kind, Power measured, SetPoint setPoint) {
        String seen = directed(kind, measured.watts()).watts() + " W of " + setPoint.watts() + " W";
        return switch (kind) {
            case BATTERY_DISCHARGE -> "the battery gives " + seen;
            case BATTERY_CHARGE -> "the battery takes " + seen;
            case CURTAIL -> "the inverter gives " + seen + " allowed";
            case EXPORT_LIMIT -> "the home exports " + seen + " allowed";
            case RELEASE -> "released";
        };
    }
}
