package energy.peerwatt.settlement.batch;

import energy.peerwatt.settlement.access.Caller;
import energy.peerwatt.settlement.rest.Request;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Batches and where they are on their way to the chain: sums and roots, as the chain shows everybody. */
@Path("/v1/batches")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.HOUSEHOLD, Caller.INSTALLER, Caller.OPERATOR, Caller.MANAGER, Caller.SERVICE, Caller.AUDITOR})
@WithSession
public class BatchesResource {
    private final Batches batches;

    BatchesResource(Batches batches) {
        this.batches = batches;
    }

    @GET
    public Uni<List<BatchView>> list(
            @QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable String limit) {
        Request request = new Request();
        long from = request.number("after", after);
        int atMost = request.limit(limit);
        request.check();
        return batches.after(from, atMost)
                .map(rows -> rows.stream().map(BatchView::of).toList());
    }

    @GET
    @Path("/{number}")
    public Uni<BatchView> one(@PathParam("number") String number) {
        Request request = new Request();
        long wanted = request.number("number", number);
        request.check();
        return batches.findById(wanted)
                .map(found -> Optional.<BatchRow>ofNullable(found)
                        .map(BatchView::of)
                        .orElseThrow(() -> Request.notFound("there is no batch " + number)));
    }
}
