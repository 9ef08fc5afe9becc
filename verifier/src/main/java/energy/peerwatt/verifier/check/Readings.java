package energy.peerwatt.verifier.check;

import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.verifier.Difference;
import energy.peerwatt.verifier.bundle.Line;
import energy.peerwatt.verifier.chain.ChainFacts;
import energy.peerwatt.verifier.evidence.ReadingBytes;
import energy.peerwatt.verifier.evidence.SealBytes;
import energy.peerwatt.verifier.evidence.SealTree;
import energy.peerwatt.verifier.evidence.SignatureCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All readings under checked seals: signatures by the keys on chain, the chain of seals whole. A reading counts if it
 * continues the chain of its meter under the gateway that the chain binds the meter to. One that does not is set aside, with
 * all that follow it; a settlement that rests on it is a difference there.
 */
public final class Readings {
    private final ChainFacts chain;
    private final SignatureCheck signatures;
    private final Map<GatewayId, SealBytes> lastSeal = new HashMap<>();
    private final Map<Link, ReadingBytes> lastReading = new HashMap<>();
    private final Map<MeterId, Map<Long, Sealed>> byBoundary = new HashMap<>();
    private int count;
    private int setAside;

    /** Each gateway has its own chain of a meter. */
    private record Link(GatewayId gateway, MeterId meter) {}

    /** A reading and the seal it came under. */
    record Sealed(ReadingBytes reading, SealBytes seal) {}

    private Readings(ChainFacts chain, SignatureCheck signatures) {
        this.chain = chain;
        this.signatures = signatures;
    }

    public static Readings check(List<Line<ReadingsSealed>> lines, ChainFacts chain, SignatureCheck signatures)
            throws Difference {
        Readings readings = new Readings(chain, signatures);
        for (Line<ReadingsSealed> line : lines) {
            line.check("seal", () -> readings.add(line));
        }
        return readings;
    }

    /** Those that count. */
    public int count() {
        return count;
    }

    public int setAside() {
        return setAside;
    }

    /**
     * The registers of a meter at a boundary.
     *
     * @param boundary seconds since 1970
     * @return null if the bundle has no such reading, or the meter was not yet bound to its owner then
     */
    @Nullable
    Sealed at(MeterId meter, long boundary) {
        ChainFacts.Binding binding = chain.meters().get(meter);
        if (binding == null || boundary < binding.validFrom()) {
            return null;
        }
        return byBoundary.getOrDefault(meter, Map.of()).get(boundary);
    }

    private void add(Line<ReadingsSealed> line) throws Difference {
        SealBytes seal = SealBytes.parse(base64(line.value().seal()));
        String where = "seal " + Instant.ofEpochSecond(seal.boundary()) + " of gateway " + seal.gateway();
        ChainFacts.Key key = keyAt(seal);
        line.holds(key != null, where, "the gateway has a key on chain", seal.gateway());
        if (key != null) {
            boolean signed = signatures.verifies(
                    key.x(), key.y(), seal.bytes(), base64(line.value().signature()));
            line.holds(signed, where, "the signature is by the gateway's key " + key.x(), "another signature");
        }
        SealBytes before = lastSeal.put(seal.gateway(), seal);
        line.same(where, "previous seal", before == null ? Hash32.ZERO : before.hash(), seal.previous());
        line.holds(
                before == null || before.boundary() < seal.boundary(),
                where,
                "boundaries of seals rise",
                seal.boundary());
        List<byte[]> leaves = new ArrayList<>();
        for (String text : line.value().readings()) {
            leaves.add(base64(text));
        }
        line.same(where, "count of readings", seal.count(), leaves.size());
        line.same(where, "root over the readings", seal.root(), SealTree.root(leaves));
        ReadingBytes neighbour = null;
        for (byte[] leaf : leaves) {
            ReadingBytes reading = ReadingBytes.parse(leaf);
            line.holds(
                    neighbour == null || inOrder(neighbour, reading),
                    where,
                    "readings are in order of meter and seq",
                    reading.meter() + " seq " + reading.seq());
            neighbour = reading;
            add(line, seal, reading);
        }
    }

    private void add(Line<ReadingsSealed> line, SealBytes seal, ReadingBytes reading) throws Difference {
        String where = "reading " + reading.seq() + " of meter " + reading.meter();
        line.holds(reading.boundary() <= seal.boundary(), where, "not after its seal", reading.boundary());
        ChainFacts.Binding binding = chain.meters().get(reading.meter());
        boolean ofAnother = binding != null && !binding.gateway().equals(seal.gateway());
        Link link = new Link(seal.gateway(), reading.meter());
        ReadingBytes before = lastReading.get(link);
        if (ofAnother || !continues(before, reading)) {
            setAside++;
            return;
        }
        lastReading.put(link, reading);
        line.holds(
                reading.boundary() == seal.boundary() || reading.backfilled(),
                where,
                "a reading for an earlier boundary is flagged BACKFILLED",
                Integer.toBinaryString(reading.quality()));
        if (before != null) {
            line.holds(before.epoch() <= reading.epoch(), where, "epochs do not fall", reading.epoch());
            boolean registersRise = before.imported() <= reading.imported() && before.exported() <= reading.exported();
            line.holds(
                    registersRise || before.epoch() < reading.epoch(),
                    where,
                    "registers do not fall within an epoch",
                    reading.imported() + " Wh in, " + reading.exported() + " Wh out");
        }
        byBoundary
                .computeIfAbsent(reading.meter(), meter -> new HashMap<>())
                .put(reading.boundary(), new Sealed(reading, seal));
        count++;
    }

    private static boolean continues(@Nullable ReadingBytes before, ReadingBytes reading) {
        return before == null
                ? reading.seq() == 1 && reading.previous().equals(Hash32.ZERO)
                : reading.seq() == before.seq() + 1
                        && reading.previous().equals(before.hash())
                        && reading.boundary() > before.boundary();
    }

    private ChainFacts.@Nullable Key keyAt(SealBytes seal) {
        ChainFacts.Key valid = null;
        for (ChainFacts.Key key : chain.keys().getOrDefault(seal.gateway(), List.of())) {
            if (key.validFrom() <= seal.boundary()) {
                valid = key;
            }
        }
        return valid;
    }

    private static boolean inOrder(ReadingBytes a, ReadingBytes b) {
        int meters = a.meter().compareTo(b.meter());
        return meters < 0 || meters == 0 && a.seq() < b.seq();
    }

    /** One text per bytes: padding and unused bits must be as an encoder writes them. */
    private static byte[] base64(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("not in Base64's one form: " + text);
        }
        return bytes;
    }
}
