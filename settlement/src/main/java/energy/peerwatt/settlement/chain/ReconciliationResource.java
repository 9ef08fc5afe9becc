package energy.peerwatt.settlement.chain;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.settlement.access.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether ledger and chain say the same. */
@Path("/v1/reconciliation")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.SERVICE, Caller.AUDITOR})
public class ReconciliationResource {
    private final Reconciliation reconciliation;
    private final ChainConnection connection;

    ReconciliationResource(Reconciliation reconciliation, ChainConnection connection) {
        this.reconciliation = reconciliation;
        this.connection = connection;
    }

    /**
     * @param chain how the connection to the chain is
     * @param block of the last comparison, absent before the first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            String chain,
            @Nullable Long block,
            @Nullable Integer accounts,
            @Nullable List<String> differences) {}

    @GET
    public View last() {
        return reconciliation
                .last()
                .map(result -> new View(connection.state(), result.block(), result.accounts(), result.differences()))
                .orElseGet(() -> new View(connection.state(), null, null, null));
    }
}
