package energy.peerwatt.verifier.evidence;

import energy.peerwatt.messages.evidence.Hash32;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/** Checks r | s signatures over P-256 and SHA-256; s must lie in the lower half of the group order. */
public final class GatewaySignature {
    private final PublicKey key;
    private final BigInteger halfOrder;

    /**
     * @param x affine coordinate of the public key
     * @param y affine coordinate of the public key
     * @throws IllegalArgumentException if the point is not on the curve
     */
    public GatewaySignature(Hash32 x, Hash32 y) {
        try {
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec("secp256r1"));
            ECPoint point = new ECPoint(new BigInteger(1, x.bytes()), new BigInteger(1, y.bytes()));
            ECPublicKey made = (ECPublicKey) KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
            this.key = made;
            this.halfOrder = made.getParams().getOrder().shiftRight(1);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a P-256 public key: " + x + ", " + y, e);
        }
    }

    public boolean verifies(byte[] message, byte[] signature) {
        if (signature.length != 64
                || new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)).compareTo(halfOrder) > 0) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            // The JDK throws for r or s outside of the group, which is as wrong as any other signature.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform lacks ECDSA over P-256", e);
        }
    }
}
