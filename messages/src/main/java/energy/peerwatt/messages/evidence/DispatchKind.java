package energy.peerwatt.messages.evidence;

/** What a dispatch asks of a device; the code is what is signed. */
public enum DispatchKind {
    /** Give back to self-consumption at once, whatever an earlier revision asked for. */
    RELEASE(0),
    /** Discharge the battery with at least this power, whatever the home needs. */
    BATTERY_DISCHARGE(1);

    private final int code;

    DispatchKind(int code) {
        this.code = code;
    }

    public int code() {
        return code;
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
