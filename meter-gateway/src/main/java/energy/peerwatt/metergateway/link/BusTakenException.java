package energy.peerwatt.metergateway.link;

/** Somebody else uses the bus, in a way that leaves no room; the message says who. */
public final class BusTakenException extends Exception {
    private static final long serialVersionUID = 1L;

    BusTakenException(String message) {
        super(message);
    }
}
