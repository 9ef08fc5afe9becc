package energy.peerwatt.settlement.chain;

import energy.peerwatt.contracts.chain.Fees;
import energy.peerwatt.messages.evidence.Hash32;
import java.util.Optional;

/**
 * Signed bytes of a transaction; several attempts of one transaction share its nonce, so at most one is ever mined.
 *
 * @param n from 1
 * @param sentAt number of the chain's head when it was last sent; absent before
 */
record Attempt(int n, byte[] raw, Hash32 hash, Fees fees, Optional<Long> sentAt) {}
