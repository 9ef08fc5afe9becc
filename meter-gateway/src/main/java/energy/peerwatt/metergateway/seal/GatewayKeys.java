package energy.peerwatt.metergateway.seal;

import energy.peerwatt.messages.evidence.DeviceRegistration;
import energy.peerwatt.messages.evidence.KeyHistory;
import energy.peerwatt.messages.evidence.KeyRotation;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.evidence.SignedKeyRotation;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.metergateway.seal.domain.SealChain;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The gateway's P-256 keys, one after the other. They sign seals, registrations and what installers and gateway confirm
 * together. For any number of threads.
 */
public final class GatewayKeys implements SealChain.Signer {
    private final KeyVault vault;
    private volatile KeyHistory history;

    /** With the first key alone; {@link #follow} tells of the others. */
    public GatewayKeys(KeyVault vault) {
        this.vault = vault;
        this.history =
                new KeyHistory(new GatewayId(new UUID(0, 0)), vault.keys().getFirst(), List.of());
    }

    /**
     * The keys of a PKCS#12 file, which is made with a new key where there is none.
     *
     * @throws IllegalStateException if the file cannot be opened with this password
     */
    public static GatewayKeys open(Path file, char[] password) {
        return new GatewayKeys(Pkcs12Vault.open(file, password));
    }

    /**
     * Goes by these rotations from now on.
     *
     * @throws IllegalStateException if they are not whole, or a key of theirs is not in the vault
     */
    public void follow(GatewayId gateway, List<SignedKeyRotation> rotations) {
        KeyHistory next = new KeyHistory(gateway, vault.keys().getFirst(), rotations);
        List<String> violations = next.violations();
        if (!violations.isEmpty()) {
            throw new IllegalStateException("the rotations of the gateway's key are not whole: " + violations);
        }
        if (!vault.keys().contains(next.newest())) {
            throw new IllegalStateException("the vault does not hold the gateway's newest key " + next.newest());
        }
        history = next;
    }

    public KeyHistory history() {
        return history;
    }

    /**
     * A rotation to a new key, signed by the newest one so far and by itself.
     *
     * @param key in the vault
     */
    public SignedKeyRotation rotation(P256.Point key, Instant validFrom) {
        KeyRotation rotation = history.next(key, validFrom);
        return SignedKeyRotation.of(
                rotation,
                vault.sign(rotation.before(), rotation.encode()),
                vault.sign(rotation.after(), rotation.encode()));
    }

    P256.Point create() {
        return vault.create();
    }

    @Override
    public byte[] sign(Instant boundary, byte[] message) {
        return vault.sign(history.keyAt(boundary), message);
    }

    /** Signs with the newest key. */
    public byte[] sign(byte[] message) {
        return vault.sign(point(), message);
    }

    /**
     * Signs a typed registration with the key that the registry asks for: a rotation with the key that is to come, a
     * gateway's own with its first, a meter's with the newest. There is no way to have a bare digest signed.
     */
    public byte[] sign(DeviceRegistration registration, DeviceRegistration.Domain domain) {
        P256.Point key =
                switch (registration) {
                    case DeviceRegistration.Gateway _ -> history.first();
                    case DeviceRegistration.Meter _ -> history.newest();
                    case DeviceRegistration.Rotation rotation -> rotation.key();
                };
        return vault.signDigest(key, registration.digest(domain));
    }

    public PublicKey publicKey() {
        return point().key();
    }

    /** The newest key. */
    public P256.Point point() {
        return history.newest();
    }
}
