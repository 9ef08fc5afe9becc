package energy.peerwatt.contracts.deployment;

import energy.peerwatt.messages.evidence.Hash32;

/** A transaction that the node refused or that reverted. */
public final class TransactionFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TransactionFailed(Hash32 transaction, String reason) {
        super("transaction " + transaction + ": " + reason);
    }
}
