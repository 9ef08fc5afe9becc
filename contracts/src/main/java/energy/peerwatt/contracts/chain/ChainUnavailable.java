package energy.peerwatt.contracts.chain;

/** The node did not answer, in time or at all. A transaction may have been taken nevertheless: send it again. */
public final class ChainUnavailable extends ChainException {
    private static final long serialVersionUID = 1L;

    public ChainUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    public ChainUnavailable(String message) {
        super(message);
    }
}
