package energy.peerwatt.gridservice.topology;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.gridservice.config.GridConfig;
import energy.peerwatt.gridservice.rest.Problems;
import energy.peerwatt.gridservice.rest.Roles;
import energy.peerwatt.gridservice.rest.Violation;
import energy.peerwatt.gridservice.topology.domain.Zone;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.event.ZoneDefined;
import energy.peerwatt.messages.time.Slot;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The zone tree. */
@Path("/grid/v1/zones")
@Produces(MediaType.APPLICATION_JSON)
public class ZoneResource {
    private final Zones zones;
    private final GridConfig config;
    private final Clock clock;

    ZoneResource(Zones zones, GridConfig config, Clock clock) {
        this.zones = zones;
        this.config = config;
        this.clock = clock;
    }

    @GET
    @WithSession
    @RolesAllowed({Roles.GRID_OPERATOR, Roles.SERVICE, Roles.AUDITOR})
    @Operation(summary = "All zones as they were last defined")
    public Uni<List<ZoneView>> list() {
        return zones.all().map(all -> all.stream().map(ZoneView::of).toList());
    }

    @PUT
    @Path("/{zone}")
    @WithTransaction
    @RolesAllowed({Roles.GRID_OPERATOR})
    @Operation(summary = "Define a zone, or change its fees and limits from a slot on; the same again changes nothing")
    public Uni<ZoneView> define(@PathParam("zone") String zone, @Nullable JsonNode body) {
        Instant nextSlot = Slot.containing(clock.instant(), config.slot()).end();
        ZoneRequest request = ZoneRequest.read(zone, body, nextSlot);
        return Sql.lock("zones " + request.community())
                .chain(() -> zones.of(request.community()))
                .chain(known -> define(request, known, nextSlot))
                .map(ZoneView::of);
    }

    private Uni<ZoneDefined> define(ZoneRequest request, List<ZoneDefined> known, Instant nextSlot) {
        Zone wanted = request.zone();
        Optional<ZoneDefined> last =
                known.stream().filter(zone -> zone.zone().equals(wanted.id())).findFirst();
        if (last.isPresent() && isSame(Zones.zone(last.get()), request)) {
            return Uni.createFrom().item(last.get());
        }
        List<Violation> violations = new ArrayList<>();
        Instant from = wanted.effectiveFrom();
        if (from.isBefore(nextSlot)
                || !Slot.containing(from, config.slot()).start().equals(from)) {
            violations.add(new Violation(
                    "effectiveFrom",
                    "effectiveFrom must be the start of a slot of " + config.slot() + ", " + nextSlot + " or later: "
                            + from));
        }
        Zones.tree(known)
                .violations(wanted)
                .forEach(message -> violations.add(new Violation(message.substring(0, message.indexOf(' ')), message)));
        if (!violations.isEmpty()) {
            throw Problems.refused(violations);
        }
        return zones.add(request.community(), wanted);
    }

    private static boolean isSame(Zone last, ZoneRequest request) {
        Zone wanted = request.zone();
        return last.equals(request.namesTime() ? wanted : wanted.from(last.effectiveFrom()));
    }
}
