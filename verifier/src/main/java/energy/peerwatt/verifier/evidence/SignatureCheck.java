package energy.peerwatt.verifier.evidence;

import energy.peerwatt.messages.evidence.Hash32;

/** Says whether a gateway signed a message. */
@FunctionalInterface
public interface SignatureCheck {
    /** Does the whole calculation each time. */
    SignatureCheck P256 = (x, y, message, signature) -> new GatewaySignature(x, y).verifies(message, signature);

    /**
     * Whether {@code r | s} is a signature over {@code message}.
     *
     * @param x affine coordinate of the public key
     * @param y affine coordinate of the public key
     * @throws IllegalArgumentException if the point is not on the curve
     */
    boolean verifies(Hash32 x, Hash32 y, byte[] message, byte[] signature);
}
