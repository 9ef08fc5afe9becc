package energy.peerwatt.settlement.reading.domain;

import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Seal;
import energy.peerwatt.messages.id.MeterId;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a seal may be settled on: signature, root, and that it continues what was sealed before. A reading that does not
 * continue its meter's readings is left out, and with it all that follow it; its neighbours under the seal count.
 */
public final class SealCheck {
    private SealCheck() {}

    /** The last verified seal of a gateway. */
    public record LastSeal(Instant boundary, Hash32 hash) {}

    /** The last verified reading of a meter under the gateway. */
    public record LastReading(long seq, Instant boundary, Hash32 hash) {}

    /** A reading that does not count, and why. */
    public record Broken(IntervalReading reading, String reason) {}

    public sealed interface Verdict {
        /** @param readings those that count */
        record Verified(List<IntervalReading> readings, List<Broken> broken) implements Verdict {}

        /** It may still verify, once the key or the seal before it is known. */
        record Waiting(String reason) implements Verdict {}

        /** It will never verify; nothing that follows it will either. */
        record Refused(List<String> reasons) implements Verdict {}
    }

    /**
     * @param event decodable
     * @param key that speaks for the gateway at the seal's boundary, if the registry names one yet
     * @param last the gateway's last verified seal, if any
     * @param meters last verified reading of each meter that this gateway ever read; what another says of it is no part of
     *     the chain
     */
    public static Verdict check(
            ReadingsSealed event, Optional<PublicKey> key, Optional<LastSeal> last, Map<MeterId, LastReading> meters) {
        if (key.isEmpty()) {
            return new Verdict.Waiting("no key of the gateway is registered");
        }
        List<String> violations = new ArrayList<>(event.violations(key.get()));
        Seal seal = event.decodedSeal();
        if (last.isPresent() && !seal.boundary().isAfter(last.get().boundary())) {
            violations.add("boundary " + seal.boundary() + " is sealed already");
        }
        if (violations.isEmpty()
                && !seal.previous().equals(last.map(LastSeal::hash).orElse(Hash32.ZERO))) {
            return new Verdict.Waiting("the seal before it is not here: " + seal.previous());
        }
        return violations.isEmpty()
                ? chained(event.decodedReadings(), new HashMap<>(meters))
                : new Verdict.Refused(violations);
    }

    private static Verdict chained(List<IntervalReading> readings, Map<MeterId, LastReading> meters) {
        List<IntervalReading> whole = new ArrayList<>();
        List<Broken> broken = new ArrayList<>();
        for (IntervalReading reading : readings) {
            Optional<String> reason = reasonAgainst(reading, Optional.ofNullable(meters.get(reading.meter())));
            if (reason.isPresent()) {
                broken.add(new Broken(reading, reason.get()));
            } else {
                meters.put(reading.meter(), new LastReading(reading.seq(), reading.boundary(), reading.hash()));
                whole.add(reading);
            }
        }
        return new Verdict.Verified(whole, broken);
    }

    private static Optional<String> reasonAgainst(IntervalReading reading, Optional<LastReading> before) {
        long expected = before.map(LastReading::seq).orElse(0L) + 1;
        Hash32 previous = before.map(LastReading::hash).orElse(Hash32.ZERO);
        if (reading.seq() != expected || !reading.previous().equals(previous)) {
            return Optional.of("reading " + reading.seq() + " of meter " + reading.meter()
                    + " does not continue its readings, expected is " + expected);
        }
        return before.filter(last -> !reading.boundary().isAfter(last.boundary()))
                .map(last -> "reading " + reading.seq() + " of meter " + reading.meter()
                        + " is not after the one before it: " + reading.boundary());
    }
}
