package energy.peerwatt.verifier.evidence;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.WalletSignature;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;

/** Who signed a digest with a key of secp256k1, as the chain's {@code ecrecover} finds it. */
public final class WalletSigner {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
    private static final BigInteger N = CURVE.getN();

    private WalletSigner() {}

    /**
     * @return address, 0x and 40 lower-case hex digits
     * @throws IllegalArgumentException if nobody can have made the signature, or s is in the upper half of the order
     */
    public static String of(Hash32 digest, WalletSignature signature) {
        byte[] bytes = signature.bytes();
        byte[] x = Arrays.copyOfRange(bytes, 0, 32);
        BigInteger r = new BigInteger(1, x);
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(bytes, 32, 64));
        if (r.signum() == 0 || r.compareTo(N) >= 0 || s.signum() == 0 || s.compareTo(N.shiftRight(1)) > 0) {
            throw new IllegalArgumentException("r or s is out of range in " + signature);
        }
        byte even = (byte) (bytes[64] == 27 ? 2 : 3);
        ECPoint point = CURVE.getCurve()
                .decodePoint(ByteBuffer.allocate(33).put(even).put(x).array());
        BigInteger z = new BigInteger(1, digest.bytes());
        // Q = (s R - z G) / r
        ECPoint key = point.multiply(s)
                .subtract(CURVE.getG().multiply(z.mod(N)))
                .multiply(r.modInverse(N))
                .normalize();
        if (key.isInfinity()) {
            throw new IllegalArgumentException("no key belongs to " + signature);
        }
        byte[] hash = Keccak.of(
                key.getAffineXCoord().getEncoded(), key.getAffineYCoord().getEncoded());
        return "0x" + HexFormat.of().formatHex(hash, 12, 32);
    }
}
