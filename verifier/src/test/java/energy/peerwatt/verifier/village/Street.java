package energy.peerwatt.verifier.village;

import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.evidence.Seal;
import energy.peerwatt.messages.evidence.Sha256Tree;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.Uuids;
import energy.peerwatt.messages.quantity.Energy;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The village's two gateways: readings of every boundary, one of them late, one meter changed on the way. The second also
 * says something of a meter of the first, and has lost a reading of a meter that nobody lives behind.
 */
final class Street {
    private static final int GATEWAYS = 2;

    private final Village village;
    private final List<GatewayId> gateways = new ArrayList<>();
    private final List<KeyPair> keys = new ArrayList<>();
    private final List<ReadingsSealed> sealed = new ArrayList<>();
    private final Map<String, Seal> sealOf = new HashMap<>();
    private final IntervalReading[] last = new IntervalReading[Village.MEMBERS];
    private final Seal[] lastSeal = new Seal[GATEWAYS];
    private final List<IntervalReading> late = new ArrayList<>();

    Street(Village village) {
        this.village = village;
        for (int i = 0; i < GATEWAYS; i++) {
            gateways.add(new GatewayId(Uuids.version7(Village.FIRST.start().plusMillis(i), village.random)));
            keys.add(key());
        }
        register();
        for (int boundary = 0; boundary <= Village.SLOTS; boundary++) {
            for (int gateway = 0; gateway < GATEWAYS; gateway++) {
                seal(gateway, boundary);
            }
        }
    }

    List<ReadingsSealed> sealed() {
        return sealed;
    }

    Hash32 readingsRoot(int slot) {
        Set<Seal> used = new LinkedHashSet<>();
        for (int member = 0; member < Village.MEMBERS; member++) {
            used.add(sealOf.get(member + "@" + slot));
            used.add(sealOf.get(member + "@" + (slot + 1)));
        }
        return Sha256Tree.root(used.stream()
                .sorted(Comparator.comparing(Seal::boundary).thenComparing(Seal::gateway))
                .map(Seal::encode)
                .toList());
    }

    private static KeyPair key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void register() {
        for (int i = 0; i < GATEWAYS; i++) {
            P256.Point point = P256.Point.of(keys.get(i).getPublic());
            village.chain.log(
                    3,
                    Village.REGISTRY,
                    "GatewayRegistered(bytes16,address,bytes32,bytes32,bytes32)",
                    2,
                    left(gateways.get(i).value()),
                    "%064x".formatted(0x99),
                    point.x().hex().substring(2),
                    point.y().hex().substring(2),
                    "0".repeat(64));
        }
        for (int i = 0; i < Village.MEMBERS; i++) {
            village.chain.log(
                    4,
                    Village.REGISTRY,
                    "MeterRegistered(bytes16,bytes16,address,bytes32,uint64)",
                    3,
                    left(village.accounts.get(i).meter().value()),
                    left(gateways.get(i % GATEWAYS).value()),
                    "0".repeat(24) + village.accounts.get(i).wallet().substring(2),
                    "0".repeat(64),
                    "%064x".formatted(Village.FIRST.start().getEpochSecond()));
        }
    }

    private void seal(int gateway, int boundary) {
        List<IntervalReading> readings = new ArrayList<>();
        for (int member = gateway; member < Village.MEMBERS; member += GATEWAYS) {
            IntervalReading reading = reading(member, boundary);
            last[member] = reading;
            if (boundary == 3 && member == 0) {
                late.add(reading);
            } else {
                readings.add(reading);
            }
        }
        if (boundary == 4 && gateway == 0) {
            readings.addAll(late);
        }
        if (gateway == 1 && boundary == 2) {
            readings.add(stray(village.accounts.get(0).meter(), boundary, last[0].hash()));
            readings.add(stray(
                    new MeterId(new UUID(0x0192_0000_0000_7000L, 0x8000_0000_0000_0001L)), boundary, Hash32.ZERO));
        }
        readings.sort(Comparator.comparing(IntervalReading::meter).thenComparingLong(IntervalReading::seq));
        Hash32 root =
                Sha256Tree.root(readings.stream().map(IntervalReading::encode).toList());
        Hash32 previous = lastSeal[gateway] == null ? Hash32.ZERO : lastSeal[gateway].hash();
        Seal seal = new Seal(gateways.get(gateway), at(boundary), readings.size(), root, previous);
        lastSeal[gateway] = seal;
        byte[] signature = P256.sign(keys.get(gateway).getPrivate(), seal.encode());
        sealed.add(ReadingsSealed.of(seal, signature, readings));
        for (IntervalReading reading : readings) {
            int member = member(reading);
            if (member < 0 || member % GATEWAYS != gateway) {
                continue;
            }
            long index = (reading.boundary().getEpochSecond() - at(0).getEpochSecond()) / 900;
            sealOf.put(member + "@" + index, seal);
        }
    }

    /** Negative for a meter of nobody. */
    private int member(IntervalReading reading) {
        for (int i = 0; i < Village.MEMBERS; i++) {
            if (village.accounts.get(i).meter().equals(reading.meter())) {
                return i;
            }
        }
        return -1;
    }

    /** Follows nothing that its gateway sealed. */
    private static IntervalReading stray(MeterId meter, int boundary, Hash32 previous) {
        return new IntervalReading(
                meter,
                at(boundary),
                boundary + 2,
                0,
                new Energy(9),
                new Energy(9),
                at(boundary),
                Set.of(Quality.GOOD),
                "0123456789abcdef",
                previous);
    }

    private IntervalReading reading(int member, int boundary) {
        IntervalReading before = last[member];
        boolean changed = boundary > 0 && Village.meterChanged(boundary - 1, member);
        long imported = before == null ? 1_000_000 : before.imported().wattHours();
        long exported = before == null ? 2_000_000 : before.exported().wattHours();
        if (boundary > 0) {
            imported += village.imported[boundary - 1][member];
            exported += village.exported[boundary - 1][member];
        }
        boolean isLate = boundary == 3 && member == 0;
        return new IntervalReading(
                village.accounts.get(member).meter(),
                at(boundary),
                boundary + 1,
                (before == null ? 0 : before.epoch()) + (changed ? 1 : 0),
                new Energy(changed ? 7 : imported),
                new Energy(changed ? 3 : exported),
                at(boundary).plusMillis(250),
                isLate ? Set.of(Quality.ESTIMATED, Quality.BACKFILLED) : Set.of(Quality.GOOD),
                "0123456789abcdef",
                before == null ? Hash32.ZERO : before.hash());
    }

    private static Instant at(int boundary) {
        return Village.FIRST.start().plusSeconds(900L * boundary);
    }

    static String left(UUID id) {
        return id.toString().replace("-", "") + "0".repeat(32);
    }
}
