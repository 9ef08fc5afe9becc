package energy.peerwatt.contracts.chain;

/** A question to the chain that brought no answer. */
public abstract sealed class ChainException extends RuntimeException permits ChainUnavailable, ChainRefused {
    private static final long serialVersionUID = 1L;

    ChainException(String message) {
        super(message);
    }

    ChainException(String message, Throwable cause) {
        super(message, cause);
    }
}
