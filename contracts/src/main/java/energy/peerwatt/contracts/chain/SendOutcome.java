package energy.peerwatt.contracts.chain;

import energy.peerwatt.messages.evidence.Hash32;

/** What a node says to a signed transaction. */
public sealed interface SendOutcome {

    /** In the pool; not yet mined. */
    record Accepted(Hash32 transaction) implements SendOutcome {}

    /** The very same bytes are in the pool already: as good as accepted. */
    record AlreadyKnown() implements SendOutcome {}

    /** The nonce is used up, by this transaction or by another one of the same key: look for receipts. */
    record NonceTooLow() implements SendOutcome {}

    /** Offers too little for a block, or too little more than the one it would replace: raise the fees. */
    record Underpriced() implements SendOutcome {}

    /** The key cannot pay the gas: nothing of this key can be sent. */
    record InsufficientFunds() implements SendOutcome {}

    /** Anything else; sending it again will not help. */
    record Refused(String message) implements SendOutcome {}
}
