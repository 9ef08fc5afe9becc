package energy.peerwatt.appbackend.service;

import io.quarkus.oidc.token.propagation.common.AccessToken;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Devices and readings. */
@RegisterRestClient(configKey = "meter-gateway")
@AccessToken
@Path("/v1")
interface GatewayClient {
    @GET
    @Path("gateway")
    @Timeout(value = 3, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.75)
    Response gateway();

    @GET
    @Path("meters/{meter}/readings")
    @Timeout(value = 3, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.75)
    Response readings(@PathParam("meter") String meter, @QueryParam("limit") int limit);

    @GET
    @Path("meters/{meter}/links")
    @Timeout(value = 3, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 8, failureRatio = 0.75)
    Response links(@PathParam("meter") String meter);
}
