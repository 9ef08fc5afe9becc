package energy.peerwatt.gridservice.topology.domain;

import energy.peerwatt.messages.event.ZoneDefined;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A zone as its operator wants it.
 *
 * @param parent absent for the root
 * @param effectiveFrom slots that start then or later have these fees and limits
 * @param localFee per kWh bought inside the zone
 * @param edgeFee per kWh over the edge to the parent
 * @param importLimit of the edge, into the zone; absent for none
 * @param exportLimit of the edge, out of the zone; absent for none
 */
public record Zone(
        GridZoneId id,
        @Nullable GridZoneId parent,
        Instant effectiveFrom,
        Price localFee,
        Price edgeFee,
        @Nullable Power importLimit,
        @Nullable Power exportLimit) {

    /** The same from a time on. */
    public Zone from(Instant time) {
        return new Zone(id, parent, time, localFee, edgeFee, importLimit, exportLimit);
    }

    /** @param version counts the definitions of the community's tree from 1 */
    public ZoneDefined defined(CommunityId community, long version) {
        return new ZoneDefined(
                community, id, parent, version, effectiveFrom, localFee, edgeFee, importLimit, exportLimit);
    }
}
