package energy.peerwatt.metergateway.reading.domain;

import energy.peerwatt.messages.evidence.Quality;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * A stretch in which a meter counts on. Energy is never a difference across two.
 *
 * @param number counts the times a meter began anew
 * @param began market time of its first read; the beginning of time where nobody knows
 * @param cause why it began: SUSPECT_DROP for a reset, SUSPECT_JUMP for a leap, IDENTITY_MISMATCH for another device;
 *     empty for the first and where it is not remembered
 */
public record Epoch(int number, Instant began, Set<Quality> cause) {
    public Epoch {
        cause = Set.copyOf(cause);
    }

    /** One of which only the number is known. */
    public static Epoch of(int number) {
        return new Epoch(number, Instant.MIN, Set.of());
    }

    Epoch next(Instant began, Quality cause) {
        return new Epoch(Math.addExact(number, 1), began, Set.of(cause));
    }

    Epoch alsoFor(Quality another) {
        Set<Quality> causes = EnumSet.of(another);
        causes.addAll(cause);
        return new Epoch(number, began, causes);
    }
}
