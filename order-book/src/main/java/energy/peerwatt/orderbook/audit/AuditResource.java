package energy.peerwatt.orderbook.audit;

import energy.peerwatt.orderbook.access.Caller;
import energy.peerwatt.orderbook.book.store.BookReader;
import energy.peerwatt.orderbook.rest.PathIds;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What the auditor bundle holds of this service: {@code books.ndjson}. */
@Path("/v1/audit/{community}")
public class AuditResource {
    private static final int LARGEST_PAGE = 1_000;

    private final BookReader books;

    AuditResource(BookReader books) {
        this.books = books;
    }

    @GET
    @Path("books")
    @Produces("application/x-ndjson")
    @Operation(summary = "Sealed books with their clearing, one per line, ascending, no slot missing")
    @RolesAllowed(Caller.AUDITOR)
    public Uni<String> books(
            @PathParam("community") String community,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        return books.lines(
                        PathIds.community(community),
                        PathIds.instantOrNull("after", after),
                        Math.clamp(limit, 1, LARGEST_PAGE))
                .map(lines -> lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }
}
