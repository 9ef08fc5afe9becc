package energy.peerwatt.verifier;

/** Nothing can be said: a file, a service or the chain is not there. */
public final class CannotRun extends Exception {
    private static final long serialVersionUID = 1L;

    public CannotRun(String message) {
        super(message);
    }

    public CannotRun(String message, Throwable cause) {
        super(message, cause);
    }
}
