package energy.peerwatt.verifier.evidence;

import energy.peerwatt.messages.evidence.Hash32;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 as Ethereum uses it. */
public final class Keccak {
    private Keccak() {}

    public static byte[] of(byte[]... parts) {
        KeccakDigest digest = new KeccakDigest(256);
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] hash = new byte[32];
        digest.doFinal(hash, 0);
        return hash;
    }

    public static Hash32 hash(byte[]... parts) {
        return Hash32.of(of(parts));
    }
}
