package energy.peerwatt.metergateway.commission;

/** A step that cannot be done now; the message says why and what to do. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    public RefusedException(String reason) {
        super(reason);
    }
}
