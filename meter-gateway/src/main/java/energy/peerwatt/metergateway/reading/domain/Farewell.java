package energy.peerwatt.metergateway.reading.domain;

import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Quality;
import energy.peerwatt.messages.id.MeterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is still to be sealed of a meter that is read no more: its counters up to the first boundary after its end, where
 * they stay as they were last seen.
 *
 * @param profileHash of the register map by which it was read
 * @param at its end, market time
 * @param last its registers at the end; empty if it did not answer then
 */
public record Farewell(
        MeterId meter, String profileHash, Plausibility plausibility, Instant at, Optional<Registers> last) {

    /** The boundaries of which it still owes a reading; none of a meter that was never sealed. */
    public List<Instant> owed(Optional<IntervalReading> newest, Instant boundary, Duration slot) {
        return newest.filter(reading -> reading.boundary().isBefore(at)).stream()
                .flatMap(reading -> Stream.iterate(
                        reading.boundary().plus(slot),
                        owed -> owed.minus(slot).isBefore(at) && !owed.isAfter(boundary),
                        owed -> owed.plus(slot)))
                .toList();
    }

    /** The last boundary of which it still owes a reading; empty if all is sealed. */
    public Optional<Instant> owesUntil(Optional<IntervalReading> newest, Duration slot) {
        return owed(newest, Instant.MAX, slot).stream().reduce((_, later) -> later);
    }

    /**
     * Its readings at those boundaries, reckoned over all that it owes up to its end; read when it was last seen.
     *
     * @param owed the first of its boundaries, those that go under one seal
     * @param telemetry registers in the local log since the newest reading
     */
    public List<IntervalReading> readings(
            IntervalReading newest, List<Instant> owed, Duration slot, List<Registers> telemetry) {
        List<Instant> all = owed(Optional.of(newest), Instant.MAX, slot);
        Registers start = new Registers(newest.boundary(), newest.imported(), newest.exported());
        List<Registers> known = new ArrayList<>();
        Registers seen = Registers.lastSeen(newest);
        for (Registers sample : Stream.concat(telemetry.stream(), last.stream()).toList()) {
            if (plausibility.allows(seen, sample)) {
                known.add(sample);
                seen = sample;
            }
        }
        Registers end = new Registers(all.getLast(), seen.imported(), seen.exported());
        known.add(new Registers(at, seen.imported(), seen.exported()));
        Set<Quality> quality = EnumSet.of(Quality.ESTIMATED, Quality.BACKFILLED);
        if (newest.quality().contains(Quality.COARSE)) {
            quality.add(Quality.COARSE);
        }
        List<IntervalReading> readings = new ArrayList<>();
        IntervalReading before = newest;
        for (Registers filled : MissedBoundaries.fill(start, known, end, all).subList(0, owed.size())) {
            before = new IntervalReading(
                    meter,
                    filled.at(),
                    before.seq() + 1,
                    before.epoch(),
                    filled.imported(),
                    filled.exported(),
                    seen.at(),
                    quality,
                    profileHash,
                    before.hash());
            readings.add(before);
        }
        return readings;
    }
}
