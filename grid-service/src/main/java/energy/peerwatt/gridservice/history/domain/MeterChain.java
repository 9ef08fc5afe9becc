package energy.peerwatt.gridservice.history.domain;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The end of the chain of readings that one gateway sends of a meter: what the next reading has to continue.
 *
 * @param seq 0 before the first reading
 * @param boundary of the last reading
 * @param usable whether its registers may be settled with
 */
public record MeterChain(
        long seq, Instant boundary, Hash32 hash, int epoch, long importedWh, long exportedWh, boolean usable) {
    public static final MeterChain EMPTY = new MeterChain(0, Instant.EPOCH, Hash32.ZERO, 0, 0, 0, false);

    /** Nothing else: what was guessed or looks wrong must not earn anything. */
    private static final Set<Quality> USABLE = EnumSet.of(Quality.GOOD, Quality.BACKFILLED, Quality.COARSE);

    /** What a reading is to a chain. */
    public sealed interface Step {
        /** @param slot what was measured since the reading before; absent where that was no whole slot */
        record Continued(MeterChain chain, Optional<SlotNet> slot) implements Step {}

        /** Readings before it are missing: measured is again what follows it. */
        record Resumed(MeterChain chain, String missing) implements Step {}

        /** It was here before. */
        record Known() implements Step {}

        record Broken(String reason) implements Step {}
    }

    /** @param slotLength of the market */
    public Step add(IntervalReading reading, Duration slotLength) {
        if (reading.seq() < seq || (reading.seq() == seq && reading.hash().equals(hash))) {
            return new Step.Known();
        }
        if (reading.seq() == seq
                || (reading.seq() == seq + 1 && !reading.previous().equals(hash))) {
            return new Step.Broken("reading " + reading.seq() + " of meter " + reading.meter()
                    + " does not continue its readings, expected is " + (seq + 1));
        }
        if (seq > 0 && !reading.boundary().isAfter(boundary)) {
            return new Step.Broken("reading " + reading.seq() + " of meter " + reading.meter()
                    + " is not after the one before it: " + reading.boundary());
        }
        MeterChain next = new MeterChain(
                reading.seq(),
                reading.boundary(),
                reading.hash(),
                reading.epoch(),
                reading.imported().wattHours(),
                reading.exported().wattHours(),
                USABLE.containsAll(reading.quality()));
        if (reading.seq() > seq + 1) {
            return new Step.Resumed(
                    next,
                    "readings " + (seq + 1) + " to " + (reading.seq() - 1) + " of meter " + reading.meter()
                            + " are missing");
        }
        return new Step.Continued(next, slotUpTo(next, slotLength));
    }

    private Optional<SlotNet> slotUpTo(MeterChain next, Duration slotLength) {
        long imported = next.importedWh - importedWh;
        long exported = next.exportedWh - exportedWh;
        boolean whole = seq > 0
                && epoch == next.epoch
                && boundary.plus(slotLength).equals(next.boundary)
                && boundary.getEpochSecond() % slotLength.toSeconds() == 0
                && imported >= 0
                && exported >= 0;
        return whole
                ? Optional.of(new SlotNet(boundary, imported - exported, usable && next.usable))
                : Optional.empty();
    }
}
