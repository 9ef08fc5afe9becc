package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.messages.evidence.CanonicalJson;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import java.nio.charset.StandardCharsets;

/**
 * What gateway and installer sign for a binding: {@code "PWBIND" | version u8 = 1 | canonical JSON of the binding}. The tag
 * keeps a signature from being taken for one of a seal or a registration.
 */
public final class BindingStatement {
    private static final byte[] TAG = "PWBIND".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;

    private BindingStatement() {}

    /** The bytes that are signed: ECDSA P-256 over their SHA-256. */
    public static byte[] bytes(Binding binding) {
        byte[] json = CanonicalJson.bytes(binding);
        byte[] bytes = new byte[TAG.length + 1 + json.length];
        System.arraycopy(TAG, 0, bytes, 0, TAG.length);
        bytes[TAG.length] = VERSION;
        System.arraycopy(json, 0, bytes, TAG.length + 1, json.length);
        return bytes;
    }

    /** SHA-256 of what is signed. */
    public static Hash32 digest(Binding binding) {
        return Hash32.of(Hashing.sha256(bytes(binding)));
    }

    /** What the registry on chain keeps of it. */
    public static Hash32 metaHash(Binding binding) {
        return CanonicalJson.hash(binding);
    }
}
