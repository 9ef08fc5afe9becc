package energy.peerwatt.gridservice.topology;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.gridservice.rest.Fields;
import energy.peerwatt.gridservice.topology.domain.Zone;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sends to define a zone.
 *
 * @param zone from the start of the next slot, if the operator named no other
 * @param namesTime whether the operator did
 */
record ZoneRequest(CommunityId community, Zone zone, boolean namesTime) {
    private static final long MOST_WATTS = 1_000_000_000_000L;
    private static final CommunityId NOBODY = new CommunityId(new UUID(0, 0));
    private static final GridZoneId NOWHERE = new GridZoneId("none");

    static ZoneRequest read(String zone, @Nullable JsonNode body, Instant nextSlot) {
        Fields fields = Fields.of(body);
        CommunityId community = fields.text("community", CommunityId::of, NOBODY);
        GridZoneId id = fields.given("zone", zone, GridZoneId::new, NOWHERE);
        var from = fields.textIfAny("effectiveFrom", Fields::instant, nextSlot);
        Zone defined = new Zone(
                id,
                fields.textIfAny("parent", GridZoneId::new, NOWHERE).orElse(null),
                from.orElse(nextSlot),
                fields.number("localFeeMicroPerKwh", Price::new, Price.ZERO),
                fields.numberIfAny("edgeFeeMicroPerKwh", Price::new, Price.ZERO).orElse(Price.ZERO),
                limit(fields, "importLimitW"),
                limit(fields, "exportLimitW"));
        if (id.equals(defined.parent())) {
            fields.refuse("parent", "parent must be another zone: " + id);
        }
        fields.check();
        return new ZoneRequest(community, defined, from.isPresent());
    }

    private static @Nullable Power limit(Fields fields, String field) {
        return fields.numberIfAny(
                        field,
                        watts -> new Power(Fields.between(field, 0, MOST_WATTS).apply(watts)),
                        new Power(0))
                .orElse(null);
    }
}
