package energy.peerwatt.supervisor.stack;

import java.io.Serial;

/** The stack cannot be started as asked; the message says why and what to do. */
public final class CannotStart extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public CannotStart(String message) {
        super(message);
    }
}
