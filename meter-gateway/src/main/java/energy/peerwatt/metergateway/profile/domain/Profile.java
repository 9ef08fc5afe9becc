package energy.peerwatt.metergateway.profile.domain;

import java.util.List;
import java.util.Optional;

/**
 * A register map.
 *
 * @param hash first 8 bytes of the SHA-256 of the file it came from, 16 hex digits; readings carry it
 * @param sources where the map was taken from; settlement points need two
 * @param serial where the device's serial number lies
 */
public record Profile(
        String id,
        String title,
        String hash,
        List<String> sources,
        Limits limits,
        Location serial,
        List<Point> points) {
    public Profile {
        sources = List.copyOf(sources);
        points = List.copyOf(points);
    }

    /**
     * @param maxRegisters the most registers in one request
     * @param maxPowerW more than this cannot pass the meter; what its counters may gain is judged by it
     * @param updateSeconds how far the counters may be behind
     */
    public record Limits(int maxRegisters, long maxPowerW, int updateSeconds) {}

    public Optional<Point> point(PointId id) {
        return points.stream().filter(point -> point.id() == id).findFirst();
    }

    /** @throws IllegalArgumentException if the map does not have it */
    public Point required(PointId id) {
        return point(id).orElseThrow(() -> new IllegalArgumentException(this.id + " has no " + id.id()));
    }
}
