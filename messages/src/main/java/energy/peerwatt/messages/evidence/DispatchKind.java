package energy.peerwatt.messages.evidence;

/** What a dispatch asks of a device; the code is what is signed. */
public enum DispatchKind {
    /** Give back to self-consumption at once, whatever an earlier revision asked for. */
    RELEASE(0),
    /** Discharge the battery with at least this power, whatever the home needs. */
    BATTERY_DISCHARGE(1),
    /** Let the inverter give at most this power. */
    CURTAIL(2),
    /** Charge the battery with at least this power, from wherever it comes. */
    BATTERY_CHARGE(3),
    /** Let the home send at most this power into the grid. */
    EXPORT_LIMIT(4);

    private final int code;

    DispatchKind(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Whether it sets a highest power, which may be zero; otherwise it asks for a power. */
    public boolean limits() {
        return switch (this) {
            case CURTAIL, EXPORT_LIMIT -> true;
            case RELEASE, BATTERY_DISCHARGE, BATTERY_CHARGE -> false;
        };
    }

    /** @throws IllegalArgumentException if no kind has this code */
    static DispatchKind of(int code) {
        for (DispatchKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("dispatch kind " + code + " is not known");
    }
}
