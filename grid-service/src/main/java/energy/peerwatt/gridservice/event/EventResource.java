package energy.peerwatt.gridservice.event;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.gridservice.event.domain.Call;
import energy.peerwatt.gridservice.rest.Fields;
import energy.peerwatt.gridservice.rest.Problems;
import energy.peerwatt.gridservice.rest.Roles;
import energy.peerwatt.gridservice.verification.Verifications;
import energy.peerwatt.messages.id.GridEventId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Demand-response calls as the grid operator makes and sees them. */
@Path("/grid/v1/events")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.GRID_OPERATOR})
public class EventResource {
    private final Calls calls;
    private final Participations participations;
    private final Publication publication;
    private final Termination termination;
    private final Verifications verifications;

    EventResource(
            Calls calls,
            Participations participations,
            Publication publication,
            Termination termination,
            Verifications verifications) {
        this.calls = calls;
        this.participations = participations;
        this.publication = publication;
        this.termination = termination;
        this.verifications = verifications;
    }

    @POST
    @Operation(summary = "Call a zone: less import, or more export, from a slot to a slot. It is published at once")
    @APIResponse(
            responseCode = "201",
            description = "Published",
            content = @Content(schema = @Schema(implementation = EventView.class)))
    @APIResponse(responseCode = "200", description = "The same request was carried out before")
    public Uni<RestResponse<EventView>> publish(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable JsonNode body) {
        EventRequest request = EventRequest.read(body, key);
        return Panache.withTransaction(() -> publication.publish(request.terms(), request.key()))
                .chain(outcome -> Panache.withSession(() -> view(outcome.event()))
                        .map(view -> RestResponse.ResponseBuilder.create(
                                        outcome.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK, view)
                                .location(URI.create("/grid/v1/events/" + outcome.event()))
                                .build()));
    }

    @GET
    @Operation(summary = "The latest calls, latest first")
    public Uni<List<EventView>> list() {
        return Panache.withSession(() -> calls.latest()
                .chain(found -> Multi.createFrom()
                        .iterable(found)
                        .onItem()
                        .transformToUniAndConcatenate(this::view)
                        .collect()
                        .asList()));
    }

    @GET
    @Path("/{event}")
    @Operation(summary = "A call: participants are pseudonyms, and no home's readings are here")
    public Uni<EventView> find(@PathParam("event") String event) {
        GridEventId id = id(event);
        return Panache.withSession(() -> view(id));
    }

    @POST
    @Path("/{event}/terminate")
    @Operation(
            summary = "Cancel a call before its start, or end it with the slot that runs; devices are released at once")
    public Uni<EventView> terminate(@PathParam("event") String event) {
        GridEventId id = id(event);
        return Panache.withTransaction(() -> termination.terminate(id))
                .chain(() -> Panache.withSession(() -> view(id)));
    }

    private Uni<EventView> view(GridEventId id) {
        return calls.find(id)
                .map(found -> found.orElseThrow(() -> Problems.notFound("no such event: " + id)))
                .chain(this::view);
    }

    private Uni<EventView> view(Call call) {
        return participations
                .of(call.id())
                .chain(all -> verifications.of(call.id()).map(stored -> EventView.of(call, all, stored)));
    }

    static GridEventId id(String event) {
        Fields fields = Fields.none();
        GridEventId id = fields.given("event", event, GridEventId::of, new GridEventId(new UUID(0, 0)));
        fields.check();
        return id;
    }
}
