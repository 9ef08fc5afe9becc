package energy.peerwatt.contracts.wallet;

import energy.peerwatt.messages.evidence.Hash32;

/**
 * Ready to send, as often as needed.
 *
 * @param raw not to be changed
 */
public record SignedTransaction(byte[] raw, Hash32 hash) {}
