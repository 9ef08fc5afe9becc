package energy.peerwatt.metergateway.reading;

import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.reading.domain.Farewell;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which meters a gateway reads and which it reads no more, at one moment. Whoever takes a boundary's readings takes them by
 * one of these: a meter that came or went meanwhile would have two readings of that boundary, or none.
 *
 * @param meters those that are read
 * @param farewells of those that are read no more; one of a meter that is read is left out
 */
public record Attendance(List<Meter> meters, List<Farewell> farewells) {
    public Attendance {
        meters = List.copyOf(meters);
        Set<MeterId> present = meters.stream().map(Meter::id).collect(Collectors.toSet());
        farewells = farewells.stream()
                .filter(farewell -> !present.contains(farewell.meter()))
                .toList();
    }
}
