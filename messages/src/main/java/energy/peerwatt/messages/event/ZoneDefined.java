package energy.peerwatt.messages.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A zone of the grid as the operator defined it, or a change to one. Fees are paid by the buyer; limits hold for the
 * edge to the parent.
 *
 * @param parent absent for the root
 * @param version counts the definitions of the community's zone tree from 1; the highest of a zone holds
 * @param effectiveFrom slots that start then or later are traded with it
 * @param localFee per kWh bought inside the zone
 * @param edgeFee per kWh over the edge to the parent
 * @param importLimit of the edge, into the zone; absent for none
 * @param exportLimit of the edge, out of the zone; absent for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ZoneDefined(
        CommunityId community,
        GridZoneId zone,
        @Nullable GridZoneId parent,
        long version,
        Instant effectiveFrom,
        Price localFee,
        Price edgeFee,
        @Nullable Power importLimit,
        @Nullable Power exportLimit) {
    public ZoneDefined {
        Objects.requireNonNull(community, "community is missing");
        Objects.requireNonNull(zone, "zone is missing");
        Objects.requireNonNull(effectiveFrom, "effectiveFrom is missing");
        Objects.requireNonNull(localFee, "localFee is missing");
        Objects.requireNonNull(edgeFee, "edgeFee is missing");
        if (zone.equals(parent)) {
            throw new IllegalArgumentException("zone " + zone + " is its own parent");
        }
        if (version < 1) {
            throw new IllegalArgumentException("version counts from 1: " + version);
        }
        requirePositive("importLimit", importLimit);
        requirePositive("exportLimit", exportLimit);
    }

    private static void requirePositive(String name, @Nullable Power limit) {
        if (limit != null && limit.watts() < 0) {
            throw new IllegalArgumentException(name + " is negative: " + limit);
        }
    }
}
