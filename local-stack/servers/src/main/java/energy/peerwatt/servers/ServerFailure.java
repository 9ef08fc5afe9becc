package energy.peerwatt.servers;

import java.io.Serial;

/** A server did not start or did not do what it was asked; the message says which, why, and what to do. */
public final class ServerFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public ServerFailure(String message) {
        super(message);
    }

    public ServerFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
