package energy.peerwatt.metergateway.seal.domain;

import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Seal;
import energy.peerwatt.messages.evidence.Sha256Tree;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The seals of one gateway: boundaries rise, each seal points at the one before, and each reading under them at the one
 * before of its meter.
 *
 * @param last the newest seal; null before the first
 * @param newest the newest reading of each meter that has one
 */
public record SealChain(GatewayId gateway, @Nullable Seal last, Map<MeterId, IntervalReading> newest) {

    public SealChain {
        newest = Map.copyOf(newest);
    }

    /** What signs, with the key of a boundary: 64 bytes r | s over SHA-256 of the message. */
    @FunctionalInterface
    public interface Signer {
        byte[] sign(Instant boundary, byte[] message);
    }

    /**
     * One seal over readings in any order.
     *
     * @throws IllegalArgumentException if the boundary is not after the last seal's, there is no reading, one is later, or
     *     one does not follow the one before of its meter: nobody would accept that seal or any that follows it
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
        refuseBrokenChains(ordered);
        Hash32 root =
                Sha256Tree.root(ordered.stream().map(IntervalReading::encode).toList());
        Seal seal = new Seal(gateway, boundary, ordered.size(), root, last == null ? Hash32.ZERO : last.hash());
        return ReadingsSealed.of(seal, signer.sign(boundary, seal.encode()), ordered);
    }

    private void refuseBrokenChains(List<IntervalReading> ordered) {
        Map<MeterId, IntervalReading> before = new HashMap<>(newest);
        for (IntervalReading reading : ordered) {
            IntervalReading last = before.put(reading.meter(), reading);
            long next = last == null ? 1 : last.seq() + 1;
            if (reading.seq() != next) {
                throw refused(reading, "the next one is number " + next);
            }
            if (!reading.previous().equals(last == null ? Hash32.ZERO : last.hash())) {
                throw refused(reading, "it does not point at the one before");
            }
            if (last != null && !reading.boundary().isAfter(last.boundary())) {
                throw refused(reading, "the one before is of " + last.boundary());
            }
        }
    }

    private static IllegalArgumentException refused(IntervalReading reading, String why) {
        return new IllegalArgumentException("reading " + reading.seq() + " of meter " + reading.meter() + ", of "
                + reading.boundary() + ", cannot be sealed: " + why);
    }
}
