package energy.peerwatt.settlement.registry;

import energy.peerwatt.contracts.binding.DeviceRegistryContract;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.settlement.access.Caller;
import energy.peerwatt.settlement.chain.ChainConnection;
import energy.peerwatt.settlement.chain.ChainContracts;
import energy.peerwatt.settlement.registry.RegistryLogs.Said;
import energy.peerwatt.settlement.registry.RegistryView.Place;
import energy.peerwatt.settlement.rest.Request;
import energy.peerwatt.settlement.sql.Offload;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The registry of devices on chain, for whoever puts devices into service. */
@Path("/v1/registry")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.INSTALLER, Caller.SERVICE})
public class RegistryResource {
    private static final URI NO_CHAIN = URI.create("urn:peerwatt:problem:no-chain");

    private final ChainConnection connection;
    private final RegistryLogs logs;
    private final Offload offload;

    RegistryResource(ChainConnection connection, RegistryLogs logs, Offload offload) {
        this.connection = connection;
        this.logs = logs;
        this.offload = offload;
    }

    @GET
    @Path("gateways/{gatewayId}")
    @Operation(
            summary = "What the registry says of a gateway",
            description = "Status as confirmed, NONE if it was never registered. 503 while the chain cannot be asked.")
    public Uni<RegistryView.Gateway> gateway(@PathParam("gatewayId") String id) {
        Request request = new Request();
        GatewayId gateway = request.gateway(id);
        request.check();
        return look(
                gateway.value(),
                contracts -> contracts.addresses().registryContract().nonce(contracts.client(), gateway),
                (place, said) -> RegistryView.Gateway.of(place, gateway, said));
    }

    @GET
    @Path("meters/{meterId}")
    @Operation(
            summary = "What the registry says of a meter",
            description =
                    "Status as confirmed, NONE if it was never registered. A registration counts when it is confirmed: its block"
                            + " has enough others on top. 503 while the chain cannot be asked.")
    public Uni<RegistryView.Meter> meter(@PathParam("meterId") String id) {
        Request request = new Request();
        MeterId meter = request.meter(id);
        request.check();
        return look(
                meter.value(),
                contracts -> contracts.addresses().registryContract().nonce(contracts.client(), meter),
                (place, said) -> RegistryView.Meter.of(place, meter, said));
    }

    private <T> Uni<T> look(
            UUID device, Function<ChainContracts, BigInteger> nonce, BiFunction<Place, List<Said>, T> view) {
        ChainContracts contracts = connection.contracts().orElseThrow(() -> noChain(connection.state()));
        DeviceRegistryContract registry = contracts.addresses().registryContract();
        return offload.call(() -> nonce.apply(contracts))
                .onFailure()
                .transform(failure -> noChain(String.valueOf(failure.getMessage())))
                .chain(next -> Panache.withSession(() -> logs.of(registry, device))
                        .map(said -> view.apply(new Place(contracts.addresses().chainId(), registry, next), said)));
    }

    private static HttpProblem noChain(String why) {
        return HttpProblem.builder()
                .withType(NO_CHAIN)
                .withTitle("The chain cannot be asked")
                .withStatus(Status.SERVICE_UNAVAILABLE)
                .withDetail(why)
                .build();
    }
}
