package energy.peerwatt.messages.event;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.evidence.Seal;
import energy.peerwatt.messages.evidence.Sha256Tree;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * One seal with all its readings: the bytes themselves, so that there is one truth. Consumers deduplicate by (gateway,
 * boundary) and (meter, seq).
 *
 * @param seal Base64 of the seal's bytes
 * @param signature Base64 of r | s, 64 bytes
 * @param readings Base64 of each reading's bytes, ordered by meter id and sequence
 */
public record ReadingsSealed(String seal, String signature, List<String> readings) {
    /** How the readings under one seal are ordered. */
    public static final Comparator<IntervalReading> ORDER =
            Comparator.comparing(IntervalReading::meter).thenComparingLong(IntervalReading::seq);

    public ReadingsSealed {
        Objects.requireNonNull(seal, "seal is missing");
        Objects.requireNonNull(signature, "signature is missing");
        readings = List.copyOf(Objects.requireNonNull(readings, "readings are missing"));
    }

    public static ReadingsSealed of(Seal seal, byte[] signature, List<IntervalReading> readings) {
        Base64.Encoder base64 = Base64.getEncoder();
        return new ReadingsSealed(
                base64.encodeToString(seal.encode()),
                base64.encodeToString(signature),
                readings.stream()
                        .map(reading -> base64.encodeToString(reading.encode()))
                        .toList());
    }

    /** @throws IllegalArgumentException if the bytes are no seal */
    public Seal decodedSeal() {
        return Seal.decode(Base64.getDecoder().decode(seal));
    }

    public byte[] signatureBytes() {
        return Base64.getDecoder().decode(signature);
    }

    /** @throws IllegalArgumentException if any of the bytes are no reading */
    public List<IntervalReading> decodedReadings() {
        return readingBytes().stream().map(IntervalReading::decode).toList();
    }

    /**
     * Everything that is wrong with this event by itself, given the gateway's key; empty when it is whole. Chains over
     * several events (sequence, previous hashes) are the consumer's to check.
     */
    public List<String> violations(PublicKey key) {
        List<String> violations = new ArrayList<>();
        Seal decoded = decodedSeal();
        List<byte[]> leaves = readingBytes();
        if (!P256.verify(key, decoded.encode(), signatureBytes())) {
            violations.add("the signature does not verify with the gateway's key");
        }
        if (decoded.count() != leaves.size()) {
            violations.add("the seal counts " + decoded.count() + " readings, the event holds " + leaves.size());
        }
        Hash32 root = Sha256Tree.root(leaves);
        if (!root.equals(decoded.root())) {
            violations.add("the readings' root is " + root + ", the seal says " + decoded.root());
        }
        IntervalReading before = null;
        for (IntervalReading reading : decodedReadings()) {
            if (reading.boundary().isAfter(decoded.boundary())) {
                violations.add("meter " + reading.meter() + " has boundary " + reading.boundary()
                        + ", which is after the seal's " + decoded.boundary());
            }
            if (before != null && ORDER.compare(before, reading) >= 0) {
                violations.add("readings are not in ascending order of meter id and sequence at " + reading.meter());
            }
            before = reading;
        }
        return violations;
    }

    private List<byte[]> readingBytes() {
        return readings.stream().map(Base64.getDecoder()::decode).toList();
    }
}
