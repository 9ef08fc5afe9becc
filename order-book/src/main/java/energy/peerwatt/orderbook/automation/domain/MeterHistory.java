package energy.peerwatt.orderbook.automation.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The last minutes of one meter. Late and repeated telemetry finds its place; what is too old is forgotten. */
public final class MeterHistory {
    private final Duration kept;
    private final TreeMap<Instant, Telemetry> byTime = new TreeMap<>();

    /** @param kept how far back it remembers, market time */
    public MeterHistory(Duration kept) {
        this.kept = kept;
    }

    public synchronized void add(Telemetry telemetry) {
        byTime.put(telemetry.at(), telemetry);
        byTime.headMap(byTime.lastKey().minus(kept)).clear();
    }

    /** Telemetry in {@code (now - window, now]}, oldest first. */
    public synchronized List<Telemetry> within(Instant now, Duration window) {
        return new ArrayList<>(
                byTime.subMap(now.minus(window), false, now, true).values());
    }
}
