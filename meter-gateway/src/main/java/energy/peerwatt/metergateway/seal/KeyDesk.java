package energy.peerwatt.metergateway.seal;

import energy.peerwatt.messages.evidence.KeyRotation;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.evidence.SignedKeyRotation;
import energy.peerwatt.messages.id.GatewayId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes the gateway's key in two steps: a rotation is prepared, somebody puts it on the chain's registry, and only when
 * they confirm that in good time it holds. One that is not confirmed before its moment lapses, and the old key goes on.
 */
public final class KeyDesk {
    private final GatewayId gateway;
    private final GatewayKeys keys;
    private final Register register;

    /** Where rotations are kept, safe from a crash. */
    public interface Register {
        /** Confirmed rotations, in order. */
        List<SignedKeyRotation> confirmed();

        Optional<SignedKeyRotation> prepared();

        void prepare(SignedKeyRotation rotation) throws IOException;

        void confirm(SignedKeyRotation rotation) throws IOException;
    }

    /** What cannot be done now, and why. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        RefusedException(String reason) {
            super(reason);
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }

    public KeyDesk(GatewayId gateway, GatewayKeys keys, Register register) {
        this.gateway = gateway;
        this.keys = keys;
        this.register = register;
        keys.follow(gateway, register.confirmed());
    }

    /**
     * Makes a new key, or takes the one of the rotation that waits, which this one replaces.
     *
     * @param validFrom a boundary after the present and after the newest key's
     * @param now market time
     */
    public synchronized SignedKeyRotation prepare(Instant validFrom, Instant now) throws IOException, RefusedException {
        if (!validFrom.isAfter(now)) {
            throw new RefusedException("validFrom must be after the present market time " + now);
        }
        List<SignedKeyRotation> confirmed = keys.history().rotations();
        if (!confirmed.isEmpty()
                && !validFrom.isAfter(confirmed.getLast().decoded().validFrom())) {
            throw new RefusedException("validFrom must be after that of the newest key, "
                    + confirmed.getLast().decoded().validFrom());
        }
        P256.Point key = register.prepared()
                .map(SignedKeyRotation::decoded)
                .map(KeyRotation::after)
                .orElseGet(keys::create);
        SignedKeyRotation rotation = keys.rotation(key, validFrom);
        register.prepare(rotation);
        return rotation;
    }

    /** The registry has the rotation for good. Confirming again what is confirmed changes nothing. */
    public synchronized void confirm(int number, Instant now) throws IOException, RefusedException {
        List<SignedKeyRotation> confirmed = keys.history().rotations();
        if (number >= 1 && number <= confirmed.size()) {
            return;
        }
        SignedKeyRotation rotation = register.prepared()
                .filter(prepared -> prepared.decoded().number() == number)
                .orElseThrow(() -> new RefusedException("no rotation " + number + " is prepared"));
        if (!rotation.decoded().validFrom().isAfter(now)) {
            throw new RefusedException(
                    "the rotation was to hold from " + rotation.decoded().validFrom()
                            + ", which has passed; boundaries since are sealed with the old key: prepare another");
        }
        register.confirm(rotation);
        List<SignedKeyRotation> longer = new ArrayList<>(confirmed);
        longer.add(rotation);
        keys.follow(gateway, longer);
    }
}
