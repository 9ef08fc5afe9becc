package energy.peerwatt.settlement.reading;

import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.evidence.Seal;
import energy.peerwatt.messages.evidence.Sha256Tree;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A gateway for tests: keeps its chains and signs with a real key. */
public final class SealMaker {
    private final GatewayId gateway;
    private final KeyPair key;
    private final Map<MeterId, IntervalReading> lastReadings = new HashMap<>();
    private final List<IntervalReading> pending = new ArrayList<>();
    private Hash32 previous = Hash32.ZERO;

    public SealMaker(GatewayId gateway) {
        this.gateway = gateway;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.key = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public GatewayId gateway() {
        return gateway;
    }

    public KeyPair key() {
        return key;
    }

    /** The next reading of a meter will follow this one, whoever made it. */
    public SealMaker after(IntervalReading reading) {
        lastReadings.put(reading.meter(), reading);
        return this;
    }

    /** Registers at a boundary; sealed by the next {@link #seal}. */
    public SealMaker read(MeterId meter, Instant boundary, int epoch, long imported, long exported) {
        IntervalReading before = lastReadings.get(meter);
        IntervalReading reading = new IntervalReading(
                meter,
                boundary,
                before == null ? 1 : before.seq() + 1,
                epoch,
                new Energy(imported),
                new Energy(exported),
                boundary,
                Set.of(Quality.GOOD),
                "0123456789abcdef",
                before == null ? Hash32.ZERO : before.hash());
        lastReadings.put(meter, reading);
        pending.add(reading);
        return this;
    }

    public ReadingsSealed seal(Instant boundary) {
        List<IntervalReading> readings = pending.stream()
                .sorted(Comparator.comparing(IntervalReading::meter).thenComparingLong(IntervalReading::seq))
                .toList();
        pending.clear();
        Hash32 root =
                Sha256Tree.root(readings.stream().map(IntervalReading::encode).toList());
        Seal seal = new Seal(gateway, boundary, readings.size(), root, previous);
        previous = seal.hash();
        return ReadingsSealed.of(seal, P256.sign(key.getPrivate(), seal.encode()), readings);
    }
}
