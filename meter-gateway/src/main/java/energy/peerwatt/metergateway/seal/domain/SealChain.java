package energy.peerwatt.metergateway.seal.domain;

import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Seal;
import energy.peerwatt.messages.evidence.Sha256Tree;
import energy.peerwatt.messages.id.GatewayId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The seals of one gateway: boundaries rise, each seal points at the one before.
 *
 * @param last the newest seal; null before the first
 */
public record SealChain(GatewayId gateway, @Nullable Seal last) {

    /** What signs, with the key of a boundary: 64 bytes r | s over SHA-256 of the message. */
    @FunctionalInterface
    public interface Signer {
        byte[] sign(Instant boundary, byte[] message);
    }

    /**
     * One seal over readings in any order.
     *
     * @throws IllegalArgumentException if the boundary is not after the last seal's, there is no reading, or one is later
     */
    public ReadingsSealed seal(Instant boundary, List<IntervalReading> readings, Signer signer) {
        if (last != null && !boundary.isAfter(last.boundary())) {
            throw new IllegalArgumentException("boundary " + boundary + " is not after " + last.boundary());
        }
        List<IntervalReading> ordered =
                readings.stream().sorted(ReadingsSealed.ORDER).toList();
        for (IntervalReading reading : ordered) {
            if (reading.boundary().isAfter(boundary)) {
                throw new IllegalArgumentException(
                        "a reading of " + reading.boundary() + " cannot be under the seal of " + boundary);
            }
        }
        Hash32 root =
                Sha256Tree.root(ordered.stream().map(IntervalReading::encode).toList());
        Seal seal = new Seal(gateway, boundary, ordered.size(), root, last == null ? Hash32.ZERO : last.hash());
        return ReadingsSealed.of(seal, signer.sign(boundary, seal.encode()), ordered);
    }
}
