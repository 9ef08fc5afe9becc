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

/** Whether a seal may be settled on: signature, root, and that it continues what was sealed before. */
public final class SealCheck {
    private SealCheck() {}

    /** The last verified seal of a gateway. */
    public record LastSeal(Instant boundary, Hash32 hash) {}

    /** The last verified reading of a meter. */
    public record LastReading(long seq, Instant boundary, Hash32 hash) {}

    public sealed interface Verdict {
        record Verified(List<IntervalReading> readings) implements Verdict {}

        /** It may still verify, once the key or the seal before it is known. */
        record Waiting(String reason) implements Verdict {}

        /** It will never verify; nothing that follows it will either. */
        record Refused(List<String> reasons) implements Verdict {}
    }

    /**
     * @param event decodable
     * @param key that speaks for the gateway at the seal's boundary, if the registry names one yet
     * @param last the gateway's last verified seal, if any
     * @param meters last verified reading of each meter that was ever read
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
        List<IntervalReading> readings = event.decodedReadings();
        checkChains(readings, new HashMap<>(meters), violations);
        return violations.isEmpty() ? new Verdict.Verified(readings) : new Verdict.Refused(violations);
    }

    private static void checkChains(
            List<IntervalReading> readings, Map<MeterId, LastReading> meters, List<String> violations) {
        for (IntervalReading reading : readings) {
            LastReading before =
                    meters.put(reading.meter(), new LastReading(reading.seq(), reading.boundary(), reading.hash()));
            long expected = before == null ? 1 : before.seq() + 1;
            Hash32 previous = before == null ? Hash32.ZERO : before.hash();
            if (reading.seq() != expected || !reading.previous().equals(previous)) {
                violations.add("reading " + reading.seq() + " of meter " + reading.meter()
                        + " does not continue its readings, expected is " + expected);
            } else if (before != null && !reading.boundary().isAfter(before.boundary())) {
                violations.add("reading " + reading.seq() + " of meter " + reading.meter()
                        + " is not after the one before it: " + reading.boundary());
            }
        }
    }
}
