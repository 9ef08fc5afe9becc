package energy.peerwatt.settlement.batch.domain;

/** A batch that must not be made; settlement stops committing until a person has looked. */
public final class BatchRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BatchRefused(String message) {
        super(message);
    }
}
