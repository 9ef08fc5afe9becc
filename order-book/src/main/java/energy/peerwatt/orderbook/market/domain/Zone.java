package energy.peerwatt.orderbook.market.domain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import energy.peerwatt.messages.event.ZoneDefined;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A zone of the grid as it was defined. Fees are paid by the buyer; limits hold for the edge to the parent.
 *
 * @param parent absent for the root
 * @param version of the grid operator's zone tree, from 1; 0 where the community itself defined the zone
 * @param localFee per kWh bought inside the zone
 * @param edgeFee per kWh over the edge to the parent, either way
 * @param importLimit of the edge, into the zone; absent for none
 * @param exportLimit of the edge, out of the zone; absent for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Zone(
        GridZoneId id,
        @Nullable GridZoneId parent,
        long version,
        Price localFee,
        Price edgeFee,
        @Nullable Power importLimit,
        @Nullable Power exportLimit) {
    /** @throws IllegalArgumentException naming the bad value */
    public Zone {
        Objects.requireNonNull(id, "zone id is missing");
        Objects.requireNonNull(localFee, "localFee is missing");
        Objects.requireNonNull(edgeFee, "edgeFee is missing");
        if (version < 0) {
            throw new IllegalArgumentException("a zone's version is 0 or counts from 1: " + version);
        }
    }

    /** A zone that only has a fee, as its community defines it. */
    public static Zone ofCommunity(GridZoneId id, Price localFee) {
        return new Zone(id, null, 0, localFee, Price.ZERO, null, null);
    }

    /** A zone as the grid operator defines it. */
    public static Zone ofGrid(ZoneDefined zone) {
        return new Zone(
                zone.zone(),
                zone.parent(),
                zone.version(),
                zone.localFee(),
                zone.edgeFee(),
                zone.importLimit(),
                zone.exportLimit());
    }

    /** As it lies in the command log; earlier ones have an id and a fee only. */
    @JsonCreator
    static Zone read(
            @JsonProperty("id") GridZoneId id,
            @JsonProperty("parent") @Nullable GridZoneId parent,
            @JsonProperty("version") @Nullable Long version,
            @JsonProperty("localFee") Price localFee,
            @JsonProperty("edgeFee") @Nullable Price edgeFee,
            @JsonProperty("importLimit") @Nullable Power importLimit,
            @JsonProperty("exportLimit") @Nullable Power exportLimit) {
        return new Zone(
                id,
                parent,
                version == null ? 0 : version,
                localFee,
                edgeFee == null ? Price.ZERO : edgeFee,
                importLimit,
                exportLimit);
    }

    /** As the sealed book of a slot of this length names it, under this parent or none. */
    public SealedBook.Zone sealed(@Nullable GridZoneId under, Duration slot) {
        return new SealedBook.Zone(
                id, under, version, edgeFee, localFee, during(importLimit, slot), during(exportLimit, slot));
    }

    /** Most that the power brings about in the time, in whole Wh; a negative limit lets nothing pass. */
    private static @Nullable Energy during(@Nullable Power limit, Duration time) {
        if (limit == null) {
            return null;
        }
        BigInteger wattSeconds =
                BigInteger.valueOf(Math.max(0, limit.watts())).multiply(BigInteger.valueOf(time.toSeconds()));
        return new Energy(wattSeconds.divide(BigInteger.valueOf(3_600)).longValueExact());
    }
}
