package energy.peerwatt.messages.evidence;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/**
 * ECDSA over NIST P-256 (secp256r1), as the JDK, secure elements and the chain's precompile (EIP-7951) speak it.
 * Signatures are 64 bytes r | s with s in the lower half of the group order, so that one message has one signature form.
 */
public final class P256 {
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

    private P256() {}

    /** Signs SHA-256 of the message. */
    public static byte[] sign(PrivateKey key, byte[] message) {
        return sign("SHA256withECDSAinP1363Format", key, message);
    }

    /** Signs a digest that was made elsewhere (an EIP-712 digest for the device registry). */
    public static byte[] signDigest(PrivateKey key, Hash32 digest) {
        return sign("NONEwithECDSAinP1363Format", key, digest.bytes());
    }

    /** False for a wrong signature and for one with a high s. */
    public static boolean verify(PublicKey key, byte[] message, byte[] signature) {
        return verify("SHA256withECDSAinP1363Format", key, message, signature);
    }

    public static boolean verifyDigest(PublicKey key, Hash32 digest, byte[] signature) {
        return verify("NONEwithECDSAinP1363Format", key, digest.bytes(), signature);
    }

    /** The key's affine coordinates. */
    public record Point(Hash32 x, Hash32 y) {
        public static Point of(PublicKey key) {
            ECPoint w = ((ECPublicKey) key).getW();
            return new Point(Hash32.of(fixed32(w.getAffineX())), Hash32.of(fixed32(w.getAffineY())));
        }

        /** @throws IllegalArgumentException if the point is not on the curve */
        public PublicKey key() {
            try {
                AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
                parameters.init(new ECGenParameterSpec("secp256r1"));
                ECPoint point = new ECPoint(new BigInteger(1, x.bytes()), new BigInteger(1, y.bytes()));
                return KeyFactory.getInstance("EC")
                        .generatePublic(new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("not a P-256 public key: " + x + ", " + y, e);
            }
        }
    }

    private static byte[] sign(String algorithm, PrivateKey key, byte[] input) {
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(input);
            return withLowS(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with this P-256 key", e);
        }
    }

    private static boolean verify(String algorithm, PublicKey key, byte[] input, byte[] signature) {
        if (signature.length != 64 || s(signature).compareTo(HALF_ORDER) > 0) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(input);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] withLowS(byte[] signature) {
        BigInteger s = s(signature);
        if (s.compareTo(HALF_ORDER) <= 0) {
            return signature;
        }
        byte[] low = Arrays.copyOf(signature, 64);
        System.arraycopy(fixed32(ORDER.subtract(s)), 0, low, 32, 32);
        return low;
    }

    private static BigInteger s(byte[] signature) {
        return new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    }

    private static byte[] fixed32(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[32];
        int from = Math.max(0, bytes.length - 32);
        System.arraycopy(bytes, from, fixed, 32 - (bytes.length - from), bytes.length - from);
        return fixed;
    }
}
