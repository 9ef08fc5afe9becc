package energy.peerwatt.gridservice.dispatch;

import energy.peerwatt.gridservice.rest.Roles;
import energy.peerwatt.messages.evidence.P256;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The key by which gateways know that an order is from here. */
@Path("/grid/v1/dispatch-key")
@Produces(MediaType.APPLICATION_JSON)
public class DispatchKeyResource {
    private final DispatchKey key;

    DispatchKeyResource(DispatchKey key) {
        this.key = key;
    }

    @GET
    @RolesAllowed({Roles.SERVICE, Roles.GATEWAY, Roles.INSTALLER, Roles.GRID_OPERATOR, Roles.AUDITOR})
    @Operation(summary = "The P-256 public key that signs dispatch orders, as affine coordinates")
    public P256.Point find() {
        return key.point();
    }
}
