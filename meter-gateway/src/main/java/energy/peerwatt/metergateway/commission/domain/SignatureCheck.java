package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.messages.evidence.P256;
import java.util.List;

/** Whether the installer has signed exactly this binding. */
public final class SignatureCheck {
    private SignatureCheck() {}

    /** @param signature r | s, 64 bytes, s in the lower half of the group order */
    public static List<Check> checks(Binding binding, P256.Point key, byte[] signature) {
        boolean right = P256.verify(key.key(), BindingStatement.bytes(binding), signature);
        return List.of(Check.of(
                right,
                "installer.signature",
                right ? "verifies" : "does not verify",
                "ECDSA P-256 over SHA-256 of the statement, r | s, low s",
                "sign the bytes of the statement as they are, with the key that is given"));
    }
}
