package energy.peerwatt.messages.evidence;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * ECDSA over secp256k1 with recovery, as wallets and the chain speak it: who signed is found from the signature and named
 * by address. Signing follows RFC 6979, so one key and one digest have one signature.
 */
public final class Secp256k1 {
    private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
    private static final ECDomainParameters DOMAIN =
            new ECDomainParameters(CURVE.getCurve(), CURVE.getG(), CURVE.getN(), CURVE.getH());
    private static final BigInteger ORDER = CURVE.getN();
    private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);
    private static final BigInteger FIELD = CURVE.getCurve().getField().getCharacteristic();

    private Secp256k1() {}

    /** A private key. Its text names the address only. */
    public static final class Key {
        private final BigInteger secret;
        private final String address;

        private Key(BigInteger secret) {
            this.secret = secret;
            this.address = addressOf(new FixedPointCombMultiplier().multiply(CURVE.getG(), secret));
        }

        /** @throws IllegalArgumentException if it is no key of the curve; the message does not repeat it */
        public static Key of(BigInteger secret) {
            if (secret.signum() <= 0 || secret.compareTo(ORDER) >= 0) {
                throw new IllegalArgumentException("a private key is above zero and below the order of secp256k1");
            }
            return new Key(secret);
        }

        /** 0x and 40 lower-case hex digits. */
        public String address() {
            return address;
        }

        /** Signs a digest as it is; s lies in the lower half of the group order. */
        public WalletSignature sign(Hash32 digest) {
            byte[] message = digest.bytes();
            ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
            signer.init(true, new ECPrivateKeyParameters(secret, DOMAIN));
            BigInteger[] made = signer.generateSignature(message);
            BigInteger s = made[1].compareTo(HALF_ORDER) > 0 ? ORDER.subtract(made[1]) : made[1];
            for (int parity = 0; parity < 2; parity++) {
                byte[] bytes = new byte[WalletSignature.LENGTH];
                put(made[0], bytes, 0);
                put(s, bytes, 32);
                bytes[64] = (byte) (27 + parity);
                WalletSignature signature = WalletSignature.of(bytes);
                if (recover(digest, signature).filter(address::equals).isPresent()) {
                    return signature;
                }
            }
            throw new IllegalStateException("a signature of " + address + " does not lead back to it");
        }

        @Override
        public String toString() {
            return "key of " + address;
        }
    }

    /**
     * Whose key made the signature over this digest: 0x and 40 lower-case hex digits. Empty for what nobody can have
     * made, and for one with a high s, which would be a second form of the same signature.
     */
    public static Optional<String> recover(Hash32 digest, WalletSignature signature) {
        byte[] bytes = signature.bytes();
        BigInteger r = new BigInteger(1, Arrays.copyOfRange(bytes, 0, 32));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(bytes, 32, 64));
        int parity = bytes[64] - 27;
        if (parity < 0 || parity > 1 || !isScalar(r) || !isScalar(s) || s.compareTo(HALF_ORDER) > 0) {
            return Optional.empty();
        }
        return point(r, parity)
                .map(point -> {
                    BigInteger inverse = r.modInverse(ORDER);
                    BigInteger ofGenerator = new BigInteger(1, digest.bytes())
                            .negate()
                            .multiply(inverse)
                            .mod(ORDER);
                    BigInteger ofPoint = s.multiply(inverse).mod(ORDER);
                    return ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), ofGenerator, point, ofPoint);
                })
                .filter(key -> !key.isInfinity())
                .map(Secp256k1::addressOf);
    }

    private static boolean isScalar(BigInteger value) {
        return value.signum() > 0 && value.compareTo(ORDER) < 0;
    }

    /** The curve's point with this abscissa; empty where there is none. */
    private static Optional<ECPoint> point(BigInteger x, int parity) {
        if (x.compareTo(FIELD) >= 0) {
            return Optional.empty();
        }
        byte[] compressed = new byte[33];
        compressed[0] = (byte) (2 + parity);
        put(x, compressed, 1);
        try {
            return Optional.of(CURVE.getCurve().decodePoint(compressed));
        } catch (IllegalArgumentException notOnTheCurve) {
            return Optional.empty();
        }
    }

    private static String addressOf(ECPoint key) {
        byte[] encoded = key.normalize().getEncoded(false);
        byte[] hash = Hashing.keccak256(Arrays.copyOfRange(encoded, 1, encoded.length));
        return "0x" + HexFormat.of().formatHex(hash, 12, 32);
    }

    private static void put(BigInteger value, byte[] target, int at) {
        byte[] bytes = value.toByteArray();
        int from = Math.max(0, bytes.length - 32);
        System.arraycopy(bytes, from, target, at + 32 - (bytes.length - from), bytes.length - from);
    }
}
