package energy.peerwatt.messages.evidence;

import energy.peerwatt.messages.id.GatewayId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of a gateway in order: each rotation signed by the key before it and by its own. It follows the registry's
 * rules: a key holds from its moment on, the first one for all time before, and moments rise.
 *
 * @param first the gateway's first key, which the registry vouches for
 */
public record KeyHistory(GatewayId gateway, P256.Point first, List<SignedKeyRotation> rotations) {
    public KeyHistory {
        rotations = List.copyOf(rotations);
    }

    /** What is wrong with it, oldest first; empty if it is whole. */
    public List<String> violations() {
        List<String> violations = new ArrayList<>();
        P256.Point key = first;
        Instant since = Instant.EPOCH;
        Hash32 previous = Hash32.ZERO;
        for (int i = 0; i < rotations.size(); i++) {
            SignedKeyRotation signed = rotations.get(i);
            KeyRotation rotation = signed.decoded();
            String name = "rotation " + (i + 1) + ": ";
            if (!rotation.gateway().equals(gateway)) {
                violations.add(name + "it is of gateway " + rotation.gateway());
            }
            if (rotation.number() != i + 1) {
                violations.add(name + "its number is " + rotation.number());
            }
            if (!rotation.before().equals(key)) {
                violations.add(name + "the key before it is another");
            }
            if (!rotation.previous().equals(previous)) {
                violations.add(name + "it does not point at the rotation before");
            }
            if (!rotation.validFrom().isAfter(since)) {
                violations.add(name + "it is not valid later than the one before");
            }
            if (!P256.verify(key.key(), rotation.encode(), signed.before())) {
                violations.add(name + "the old key did not sign it");
            }
            if (!P256.verify(rotation.after().key(), rotation.encode(), signed.after())) {
                violations.add(name + "the new key did not sign it");
            }
            key = rotation.after();
            since = rotation.validFrom();
            previous = rotation.hash();
        }
        return violations;
    }

    /** The key that speaks for the gateway at a boundary. */
    public P256.Point keyAt(Instant boundary) {
        P256.Point key = first;
        for (SignedKeyRotation signed : rotations) {
            KeyRotation rotation = signed.decoded();
            if (rotation.validFrom().isAfter(boundary)) {
                return key;
            }
            key = rotation.after();
        }
        return key;
    }

    /** The key that was named last, whether or not it holds yet. */
    public P256.Point newest() {
        return rotations.isEmpty() ? first : rotations.getLast().decoded().after();
    }

    /** The rotation that would follow. */
    public KeyRotation next(P256.Point key, Instant validFrom) {
        return new KeyRotation(
                gateway,
                rotations.size() + 1,
                newest(),
                key,
                validFrom,
                rotations.isEmpty()
                        ? Hash32.ZERO
                        : rotations.getLast().decoded().hash());
    }

    public KeyHistory with(SignedKeyRotation rotation) {
        List<SignedKeyRotation> longer = new ArrayList<>(rotations);
        longer.add(rotation);
        return new KeyHistory(gateway, first, longer);
    }
}
