package energy.peerwatt.contracts.chain;

/** The node answered that it will not: a call that reverts, a malformed question. Asking again will not help. */
public final class ChainRefused extends ChainException {
    private static final long serialVersionUID = 1L;
    private final String revertData;

    /** @param revertData what the contract gave as its reason: 0x and hex digits, {@code 0x} if nothing */
    public ChainRefused(String message, String revertData) {
        super(message);
        this.revertData = revertData;
    }

    public String revertData() {
        return revertData;
    }
}
