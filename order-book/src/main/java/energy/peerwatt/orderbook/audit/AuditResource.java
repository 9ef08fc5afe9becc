package energy.peerwatt.orderbook.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.bundle.MandateLine;
import energy.peerwatt.orderbook.access.Caller;
import energy.peerwatt.orderbook.book.store.BookPages;
import energy.peerwatt.orderbook.book.store.MandateReader;
import energy.peerwatt.orderbook.rest.PathIds;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What the auditor bundle holds of this service: {@code books.ndjson} and {@code mandates.ndjson}. */
@Path("/v1/audit/{community}")
public class AuditResource {
    private static final int LARGEST_PAGE = 1_000;

    private final BookPages books;

    private final MandateReader mandates;

    AuditResource(BookPages books, MandateReader mandates) {
        this.books = books;
        this.mandates = mandates;
    }

    /**
     * A page ends sooner when it is large.
     *
     * @param after start of a slot, to go on after all its rounds; with a slash and a round, to go on after that
     * @param limit lines
     */
    @GET
    @Path("books")
    @Produces("application/x-ndjson")
    @Operation(summary = "Sealed books with their clearing, one round per line, ascending, no slot missing")
    @RolesAllowed(Caller.AUDITOR)
    public Uni<String> books(
            @PathParam("community") String community,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        return books.lines(
                        PathIds.community(community),
                        after == null ? BookPages.Place.START : PathIds.place("after", after),
                        Math.clamp(limit, 1, LARGEST_PAGE))
                .map(lines -> lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }

    @GET
    @Path("mandates")
    @Produces("application/x-ndjson")
    @Operation(summary = "What proves the orders of agents, one line per sealed slot that has any, ascending")
    @RolesAllowed(Caller.AUDITOR)
    public Uni<String> mandates(
            @PathParam("community") String community,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        return mandates.lines(
                        PathIds.community(community),
                        PathIds.instantOrNull("after", after),
                        Math.clamp(limit, 1, LARGEST_PAGE))
                .map(lines -> lines.stream().map(AuditResource::json).collect(Collectors.joining()));
    }

    private static String json(MandateLine line) {
        try {
            return Json.mapper().writeValueAsString(line) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a line cannot be written: " + line.slot(), e);
        }
    }
}
