package energy.peerwatt.appbackend.live.domain;

import energy.peerwatt.messages.id.GridZoneId;
import java.time.Instant;

/**
 * The sum of a zone's homes; never a single one's.
 *
 * @param at market time of the newest part
 * @param homes how many are in the sum
 * @param missing how many members were not heard of lately
 * @param netW + import, - export
 * @param solarW of the homes that have solar
 * @param batteryW + charge, of the homes that have a battery
 */
public record ZoneNow(GridZoneId zone, Instant at, int homes, int missing, long netW, long solarW, long batteryW) {
    /** @param netW + import */
    public record Point(Instant at, long netW) {}
}
