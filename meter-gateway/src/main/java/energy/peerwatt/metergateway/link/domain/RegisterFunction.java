package energy.peerwatt.metergateway.link.domain;

/** The two ways to read registers. */
public enum RegisterFunction {
    HOLDING(3),
    INPUT(4);

    private final int code;

    RegisterFunction(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
