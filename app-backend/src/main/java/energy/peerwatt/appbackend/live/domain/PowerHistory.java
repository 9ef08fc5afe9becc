package energy.peerwatt.appbackend.live.domain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The last hour of one home, a point per minute of market time: the last one that was read in it. */
public final class PowerHistory {
    public static final Duration KEPT = Duration.ofMinutes(60);

    private final NavigableMap<Instant, Point> minutes = new TreeMap<>();

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Point(
            Instant at,
            long gridW,
            @Nullable Long solarW,
            @Nullable Long batteryW,
            long homeW) {}

    void add(HomeNow now) {
        Instant minute = now.at().truncatedTo(ChronoUnit.MINUTES);
        minutes.put(minute, new Point(minute, now.gridW(), now.solarW(), now.batteryW(), now.homeW()));
        minutes.headMap(minutes.lastKey().minus(KEPT), true).clear();
    }

    List<Point> points() {
        return new ArrayList<>(minutes.values());
    }

    /** The grid power in force at {@code minute}; absent where nothing was read shortly before. */
    @Nullable
    Long gridAt(Instant minute, Duration stale) {
        var entry = minutes.floorEntry(minute);
        return entry == null || entry.getKey().isBefore(minute.minus(stale))
                ? null
                : entry.getValue().gridW();
    }

    @Nullable
    Instant last() {
        return minutes.isEmpty() ? null : minutes.lastKey();
    }
}
