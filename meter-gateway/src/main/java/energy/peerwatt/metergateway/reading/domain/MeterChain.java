package energy.peerwatt.metergateway.reading.domain;

import energy.peerwatt.messages.evidence.Hash32;
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
import org.jspecify.annotations.Nullable;

/**
 * The readings of one meter: sequence without a gap, each pointing at the one before, one for every boundary since the
 * gateway's first. A meter that answers later than that used nothing before it was first seen, as far as anybody knows.
 *
 * @param profileHash of the register map by which the meter is read
 * @param since the first boundary that the gateway sealed; null before it
 * @param last the newest reading; null before the first
 */
public record MeterChain(
        MeterId meter,
        String profileHash,
        @Nullable Instant since,
        @Nullable IntervalReading last) {

    /** The boundaries before this one that have no reading yet. */
    public List<Instant> missedBefore(Instant boundary, Duration slot) {
        Instant first = last == null ? since : last.boundary().plus(slot);
        if (first == null) {
            return List.of();
        }
        return Stream.iterate(first, missed -> missed.isBefore(boundary), missed -> missed.plus(slot))
                .toList();
    }

    /** What belongs to a meter as a whole: its slots, and what can have passed it. */
    public record Rules(Duration slot, Plausibility plausibility) {}

    /**
     * The readings that a boundary's read makes possible: those of the missed boundaries before it, reckoned, and its own.
     * The counters of an epoch that ended in between stay where they were last seen, for what they counted after that
     * nobody knows.
     *
     * @param telemetry registers in the local log since the last reading
     * @param most how many readings may go under one seal; the rest follows under the next ones
     */
    public List<IntervalReading> upTo(
            Instant boundary,
            Rules rules,
            CounterTracker.Outcome.Accepted accepted,
            List<Registers> telemetry,
            int most) {
        List<Instant> missed = missedBefore(boundary, rules.slot());
        List<IntervalReading> readings = new ArrayList<>();
        IntervalReading before = last;
        int epoch = before == null ? accepted.epoch().number() : before.epoch();
        for (Registers filled : fill(boundary, rules, accepted, telemetry, missed)) {
            before = append(before, filled, epoch, accepted.read().at(), backfilled(accepted));
            readings.add(before);
        }
        CounterRead read = accepted.read();
        Registers now = new Registers(boundary, read.imported(), read.exported());
        readings.add(append(before, now, accepted.epoch().number(), read.at(), measured(before, accepted)));
        return readings.size() <= most ? readings : List.copyOf(readings.subList(0, most));
    }

    private List<Registers> fill(
            Instant boundary,
            Rules rules,
            CounterTracker.Outcome.Accepted accepted,
            List<Registers> telemetry,
            List<Instant> missed) {
        if (missed.isEmpty()) {
            return List.of();
        }
        CounterRead read = accepted.read();
        Registers now = new Registers(boundary, read.imported(), read.exported());
        if (last == null) {
            Registers first = firstSeen(accepted, telemetry, now);
            return MissedBoundaries.fill(
                    new Registers(missed.getFirst(), first.imported(), first.exported()), telemetry, now, missed);
        }
        Registers start = new Registers(last.boundary(), last.imported(), last.exported());
        return accepted.epoch().number() == last.epoch()
                ? MissedBoundaries.fill(start, telemetry, now, missed)
                : untilEpochEnded(last, boundary, rules, endedBefore(accepted.epoch(), telemetry), missed);
    }

    /** Registers of a meter without a reading, as early as they are known; those of this read if it began anew. */
    private static Registers firstSeen(
            CounterTracker.Outcome.Accepted accepted, List<Registers> telemetry, Registers now) {
        return accepted.epoch().number() > 0
                ? now
                : telemetry.stream().filter(now::follows).findFirst().orElse(now);
    }

    private static List<Registers> endedBefore(Epoch next, List<Registers> telemetry) {
        return telemetry.stream()
                .filter(sample ->
                        sample.at().isBefore(next.began()) || next.began().equals(Instant.MIN))
                .toList();
    }

    /** After a restart nobody knows when the epoch ended; a sample that cannot follow is not of it. */
    private static List<Registers> untilEpochEnded(
            IntervalReading last, Instant boundary, Rules rules, List<Registers> telemetry, List<Instant> missed) {
        Registers start = new Registers(last.boundary(), last.imported(), last.exported());
        Registers lastSeen = Registers.lastSeen(last);
        List<Registers> ofEpoch = new ArrayList<>();
        for (Registers sample : telemetry) {
            if (!rules.plausibility().allows(lastSeen, sample)) {
                break;
            }
            ofEpoch.add(sample);
            lastSeen = sample;
        }
        Registers end = new Registers(boundary, lastSeen.imported(), lastSeen.exported());
        return MissedBoundaries.fill(start, ofEpoch, end, missed);
    }

    private IntervalReading append(
            @Nullable IntervalReading before, Registers at, int epoch, Instant readAt, Set<Quality> quality) {
        return new IntervalReading(
                meter,
                at.at(),
                before == null ? 1 : before.seq() + 1,
                epoch,
                at.imported(),
                at.exported(),
                readAt,
                quality,
                profileHash,
                before == null ? Hash32.ZERO : before.hash());
    }

    private static Set<Quality> backfilled(CounterTracker.Outcome.Accepted accepted) {
        Set<Quality> quality = EnumSet.of(Quality.ESTIMATED, Quality.BACKFILLED);
        if (accepted.read().coarse()) {
            quality.add(Quality.COARSE);
        }
        return quality;
    }

    private static Set<Quality> measured(@Nullable IntervalReading before, CounterTracker.Outcome.Accepted accepted) {
        Set<Quality> quality = EnumSet.of(Quality.GOOD);
        quality.addAll(accepted.doubts());
        if (before != null && before.epoch() != accepted.epoch().number()) {
            quality.add(Quality.EPOCH_CHANGE);
            quality.addAll(accepted.epoch().cause());
        }
        if (before != null && accepted.read().at().isBefore(before.readAt())) {
            quality.add(Quality.CLOCK_UNSYNCED);
        }
        if (accepted.read().coarse()) {
            quality.add(Quality.COARSE);
        }
        return quality;
    }

    /**
     * What the counters are compared with after a restart.
     *
     * @param exchanged the epoch of the device that was last put in the meter's place, if one ever was
     */
    public CounterTracker tracker(Optional<Epoch> exchanged) {
        if (exchanged.isPresent()
                && (last == null || last.epoch() < exchanged.get().number())) {
            return CounterTracker.exchanged(exchanged.get());
        }
        return last == null ? CounterTracker.unknown() : CounterTracker.from(Registers.lastSeen(last), last.epoch());
    }
}
