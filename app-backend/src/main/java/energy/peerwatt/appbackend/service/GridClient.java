package energy.peerwatt.appbackend.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.oidc.token.propagation.common.AccessToken;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Demand-response calls. */
@RegisterRestClient(configKey = "grid-service")
@AccessToken
@Path("/grid/v1")
interface GridClient {
    @POST
    @Path("events")
    @Timeout(value = 10, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.75)
    Response call(@HeaderParam("Idempotency-Key") String key, JsonNode body);

    @POST
    @Path("events/{event}/terminate")
    @Timeout(value = 10, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.75)
    Response terminate(@PathParam("event") String event);

    @GET
    @Path("events/{event}/live")
    @Timeout(value = 3, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.75)
    Response live(@PathParam("event") String event);

    @GET
    @Path("enrolments/{account}")
    @Timeout(value = 3, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.75)
    Response enrolment(@PathParam("account") String account);

    @PUT
    @Path("enrolments/{account}")
    @Timeout(value = 10, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.75)
    Response consent(@PathParam("account") String account, JsonNode body);

    @DELETE
    @Path("enrolments/{account}")
    @Timeout(value = 10, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.75)
    Response withdraw(@PathParam("account") String account);

    @POST
    @Path("accounts/{account}/events/{event}/opt-out")
    @Timeout(value = 10, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.75)
    Response leave(@PathParam("account") String account, @PathParam("event") String event);
}
