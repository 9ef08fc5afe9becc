package energy.peerwatt.metergateway.seal;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.P256;
import java.util.List;

/**
 * Where the gateway's P-256 keys are: a file here, a hardware module elsewhere. A key never leaves it. For any number of
 * threads.
 */
public interface KeyVault {
    /** All keys, in the order in which they were made; at least one. */
    List<P256.Point> keys();

    /** Makes a key; it is there after a crash when this returns. */
    P256.Point create();

    /**
     * Signs SHA-256 of the message: 64 bytes r | s, low s.
     *
     * @throws IllegalArgumentException if it does not have the key
     */
    byte[] sign(P256.Point key, byte[] message);

    /** Signs a digest that was made elsewhere. */
    byte[] signDigest(P256.Point key, Hash32 digest);
}
