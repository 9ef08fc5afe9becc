package energy.peerwatt.metergateway.api;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.IntervalReading;
import energy.peerwatt.messages.evidence.Quality;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** A sealed reading in plain values, with its hash. */
public record ReadingView(
        Instant boundary,
        long seq,
        int epoch,
        long importWh,
        long exportWh,
        Instant readAt,
        Set<Quality> quality,
        String profileHash,
        Hash32 previous,
        Hash32 hash,
        Instant sealBoundary) {

    static ReadingView of(IntervalReading reading, Instant sealBoundary) {
        return new ReadingView(
                reading.boundary(),
                reading.seq(),
                reading.epoch(),
                reading.imported().wattHours(),
                reading.exported().wattHours(),
                reading.readAt(),
                new TreeSet<>(reading.quality()),
                reading.profileHash(),
                reading.previous(),
                reading.hash(),
                sealBoundary);
    }
}
