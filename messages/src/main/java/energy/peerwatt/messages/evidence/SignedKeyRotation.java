package energy.peerwatt.messages.evidence;

import java.util.Base64;
import java.util.Objects;

/**
 * A rotation with both signatures, as it is kept and shown.
 *
 * @param rotation Base64 of its bytes
 * @param signatureBefore Base64 of r | s by the old key
 * @param signatureAfter Base64 of r | s by the new key
 */
public record SignedKeyRotation(String rotation, String signatureBefore, String signatureAfter) {
    public SignedKeyRotation {
        Objects.requireNonNull(rotation, "rotation is missing");
        Objects.requireNonNull(signatureBefore, "signatureBefore is missing");
        Objects.requireNonNull(signatureAfter, "signatureAfter is missing");
    }

    public static SignedKeyRotation of(KeyRotation rotation, byte[] signatureBefore, byte[] signatureAfter) {
        Base64.Encoder base64 = Base64.getEncoder();
        return new SignedKeyRotation(
                base64.encodeToString(rotation.encode()),
                base64.encodeToString(signatureBefore),
                base64.encodeToString(signatureAfter));
    }

    /** @throws IllegalArgumentException if the bytes are no rotation */
    public KeyRotation decoded() {
        return KeyRotation.decode(Base64.getDecoder().decode(rotation));
    }

    byte[] before() {
        return Base64.getDecoder().decode(signatureBefore);
    }

    byte[] after() {
        return Base64.getDecoder().decode(signatureAfter);
    }
}
