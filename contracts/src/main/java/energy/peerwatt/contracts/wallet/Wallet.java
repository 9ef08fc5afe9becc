package energy.peerwatt.contracts.wallet;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.messages.evidence.Hash32;

/** A secp256k1 key, wherever it is kept. */
public interface Wallet {
    Address address();

    SignedTransaction sign(FeeMarketTransaction transaction);

    /** Signs a digest as it is (EIP-712). 65 bytes r | s | v with v 27 or 28 and s in the lower half. */
    byte[] signDigest(Hash32 digest);
}
