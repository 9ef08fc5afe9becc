package energy.peerwatt.kit.intake;

/** An event that is well-formed but contradicts what is known; trying it again will not help. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refused(String reason) {
        super(reason);
    }
}
