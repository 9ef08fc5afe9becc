package energy.peerwatt.appbackend.call;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.appbackend.person.Role;
import energy.peerwatt.appbackend.person.SignedIn;
import energy.peerwatt.appbackend.service.Answer;
import energy.peerwatt.appbackend.service.Services;
import energy.peerwatt.appbackend.web.Problems;
import energy.peerwatt.appbackend.web.Violation;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.id.GridEventId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What people ask for, handed to the service that decides. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ActionsResource {
    private final Requests requests;
    private final Participation participation;
    private final Services services;
    private final SignedIn signedIn;

    ActionsResource(Requests requests, Participation participation, Services services, SignedIn signedIn) {
        this.requests = requests;
        this.participation = participation;
        this.services = services;
        this.signedIn = signedIn;
    }

    @POST
    @Path("rewards/claim")
    @RolesAllowed(Role.OF_HOUSEHOLD)
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Claim one's own rewards; settlement sends the transaction")
    public Response claim() {
        return relay(services.claim(signedIn.community(), signedIn.account()), Response.Status.ACCEPTED);
    }

    @PUT
    @Path("enrolment")
    @RolesAllowed(Role.OF_HOUSEHOLD)
    @Operation(
            summary = "Take part in demand response with the own battery",
            description = "Texts: ratedKw, the most it gives, and storageKwh, what it gives before it is empty")
    public Response consent(@Nullable JsonNode body) {
        done(participation.consent(signedIn.account(), texts(body)));
        return Response.accepted().build();
    }

    @DELETE
    @Path("enrolment")
    @RolesAllowed(Role.OF_HOUSEHOLD)
    @Operation(summary = "Take no part in later calls")
    public Response withdraw() {
        done(participation.withdraw(signedIn.account()));
        return Response.accepted().build();
    }

    @POST
    @Path("calls/{event}/opt-out")
    @RolesAllowed(Role.OF_HOUSEHOLD)
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Leave a call: the device is released, and there is no reward for it")
    public Response leave(@PathParam("event") String event) {
        done(participation.leave(signedIn.account(), id(event)));
        return Response.accepted().build();
    }

    private static void done(List<Violation> wrong) {
        if (!wrong.isEmpty()) {
            throw Problems.invalid(wrong);
        }
    }

    private static Map<String, String> texts(@Nullable JsonNode body) {
        Map<String, String> fields = new HashMap<>();
        if (body != null) {
            body.properties()
                    .forEach(
                            field -> fields.put(field.getKey(), field.getValue().asText()));
        }
        return fields;
    }

    @POST
    @Path("events")
    @RolesAllowed(Role.OF_OPERATOR)
    @Operation(
            summary = "Call demand response",
            description = "Texts: zone, targetKw, start (a time or next), minutes, currencyBudget and currencyPerKwh in"
                    + " euro, tokenBudget and tokensPerKwh in WATT")
    public Response call(@HeaderParam("Idempotency-Key") @Nullable String key, @Nullable JsonNode body) {
        Map<String, String> fields = texts(body);
        if (key != null) {
            fields.put("key", key);
        }
        done(requests.call(signedIn.community(), fields));
        return Response.accepted().build();
    }

    @POST
    @Path("events/{event}/terminate")
    @RolesAllowed(Role.OF_OPERATOR)
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "End a call at the next slot boundary")
    public Response terminate(@PathParam("event") String event) {
        done(requests.terminate(id(event)));
        return Response.accepted().build();
    }

    @GET
    @Path("events/{event}/live")
    @RolesAllowed(Role.OF_OPERATOR)
    @Operation(summary = "Requested, expected and delivered power of a call, now")
    public Response live(@PathParam("event") String event) {
        return relay(services.live(id(event)), Response.Status.OK);
    }

    private static GridEventId id(String text) {
        try {
            return GridEventId.of(text);
        } catch (IllegalArgumentException e) {
            throw Problems.invalid(List.of(new Violation("event", String.valueOf(e.getMessage()))));
        }
    }

    private static Response relay(Answer<JsonNode> answer, Response.Status good) {
        return switch (answer) {
            case Answer.Known<JsonNode>(JsonNode body) ->
                Response.status(good).entity(body).build();
            case Answer.Refused<JsonNode>(int status, JsonNode body) ->
                Response.status(status)
                        .type("application/problem+json")
                        .entity(Json.mapper().convertValue(body, Object.class))
                        .build();
            case Answer.Away<JsonNode>(String service, Instant since) ->
                throw Problems.unavailable(service + " does not answer since " + since);
        };
    }
}
