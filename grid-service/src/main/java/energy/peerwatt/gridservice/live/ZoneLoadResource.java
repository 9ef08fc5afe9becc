package energy.peerwatt.gridservice.live;

import energy.peerwatt.gridservice.config.GridConfig;
import energy.peerwatt.gridservice.member.Member;
import energy.peerwatt.gridservice.member.Members;
import energy.peerwatt.gridservice.rest.Fields;
import energy.peerwatt.gridservice.rest.Problems;
import energy.peerwatt.gridservice.rest.Roles;
import energy.peerwatt.gridservice.topology.Zones;
import energy.peerwatt.messages.event.TelemetryReported;
import energy.peerwatt.messages.event.ZoneDefined;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The load of a zone now: sums over homes, never one home. */
@Path("/grid/v1/zones/{zone}/load")
@Produces(MediaType.APPLICATION_JSON)
public class ZoneLoadResource {
    private final Zones zones;
    private final Members members;
    private final LatestTelemetry telemetry;
    private final GridConfig config;
    private final Clock clock;

    ZoneLoadResource(Zones zones, Members members, LatestTelemetry telemetry, GridConfig config, Clock clock) {
        this.zones = zones;
        this.members = members;
        this.telemetry = telemetry;
        this.config = config;
        this.clock = clock;
    }

    @GET
    @WithSession
    @RolesAllowed({Roles.GRID_OPERATOR})
    @Operation(summary = "What the zone imports now; community only where two communities have a zone of that name")
    public Uni<ZoneLoad> load(@PathParam("zone") String zone, @QueryParam("community") @Nullable String community) {
        Fields fields = Fields.none();
        GridZoneId id = fields.given("zone", zone, GridZoneId::new, new GridZoneId("none"));
        Optional<CommunityId> of =
                fields.givenIfAny("community", community, CommunityId::of, new CommunityId(new UUID(0, 0)));
        fields.check();
        return zones.all()
                .map(all -> all.stream()
                        .filter(one -> one.zone().equals(id)
                                && of.map(one.community()::equals).orElse(true))
                        .toList())
                .map(found -> one(id, found))
                .chain(this::load);
    }

    private static ZoneDefined one(GridZoneId id, List<ZoneDefined> found) {
        if (found.isEmpty()) {
            throw Problems.notFound("no such zone: " + id);
        }
        if (found.size() > 1) {
            Fields fields = Fields.none();
            fields.refuse("community", found.size() + " communities have a zone " + id + ": community is needed");
            fields.check();
        }
        return found.getFirst();
    }

    private Uni<ZoneLoad> load(ZoneDefined zone) {
        return zones.tree(zone.community())
                .map(tree -> tree.withDescendants(zone.zone()))
                .chain(below -> members.in(zone.community(), below))
                .map(homes -> ZoneLoad.of(zone, clock.instant(), homes.size(), shown(homes), config.fewestHomes()));
    }

    private List<TelemetryReported> shown(List<Member> homes) {
        return homes.stream()
                .map(Member::meter)
                .distinct()
                .flatMap(meter -> telemetry.of(meter).stream())
                .toList();
    }
}
