package energy.peerwatt.messages.event;

import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.messages.evidence.P256;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Objects;

/**
 * A signed order to one device: the bytes themselves, so that there is one truth.
 *
 * @param order Base64 of {@link DispatchOrder#encode}
 * @param signature Base64 of r | s, 64 bytes, by the grid service's P-256 key
 */
public record DispatchRequested(String order, String signature) {
    public DispatchRequested {
        Objects.requireNonNull(order, "order is missing");
        Objects.requireNonNull(signature, "signature is missing");
    }

    public static DispatchRequested signed(DispatchOrder order, PrivateKey key) {
        byte[] bytes = order.encode();
        Base64.Encoder base64 = Base64.getEncoder();
        return new DispatchRequested(base64.encodeToString(bytes), base64.encodeToString(P256.sign(key, bytes)));
    }

    /** @throws IllegalArgumentException if the bytes are no dispatch order */
    public DispatchOrder decodedOrder() {
        return DispatchOrder.decode(Base64.getDecoder().decode(order));
    }

    /** Whether the holder of {@code key} signed exactly these bytes; false also for what is not Base64. */
    public boolean isSignedBy(PublicKey key) {
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            return P256.verify(key, base64.decode(order), base64.decode(signature));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
