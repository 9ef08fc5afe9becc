package energy.peerwatt.appbackend.service;

import io.quarkus.oidc.token.propagation.common.AccessToken;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Money and rewards. */
@RegisterRestClient(configKey = "settlement")
@AccessToken
@Path("/v1/communities/{community}")
interface SettlementClient {
    @GET
    @Path("accounts/{account}/balance")
    @Timeout(value = 3, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.75)
    Response balance(@PathParam("community") String community, @PathParam("account") String account);

    @GET
    @Path("accounts/{account}/statement")
    @Timeout(value = 3, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.75)
    Response statement(
            @PathParam("community") String community,
            @PathParam("account") String account,
            @QueryParam("after") String after,
            @QueryParam("limit") int limit);

    @GET
    @Path("accounts/{account}/kpis")
    @Timeout(value = 3, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.75)
    Response kpis(
            @PathParam("community") String community,
            @PathParam("account") String account,
            @QueryParam("from") String from,
            @QueryParam("to") String to);

    @GET
    @Path("accounts/{account}/rewards")
    @Timeout(value = 3, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.75)
    Response rewards(@PathParam("community") String community, @PathParam("account") String account);

    /** Sent at most once: whoever asks again asks for the same cumulative amount. */
    @POST
    @Path("accounts/{account}/rewards/claim")
    @Timeout(value = 10, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.75)
    Response claim(@PathParam("community") String community, @PathParam("account") String account);

    @GET
    @Path("trial-balance")
    @Timeout(value = 3, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.75)
    Response trialBalance(@PathParam("community") String community);
}
