package energy.peerwatt.orderbook.book;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.orderbook.access.Caller;
import energy.peerwatt.orderbook.access.CommunityAccess;
import energy.peerwatt.orderbook.book.store.BookReader;
import energy.peerwatt.orderbook.book.store.OrderView;
import energy.peerwatt.orderbook.rest.PathIds;
import energy.peerwatt.orderbook.rest.Problems;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The orders of a member, placed by hand or by the automatic trader. */
@Path("/v1/communities/{community}/members/{account}/orders")
@Produces(MediaType.APPLICATION_JSON)
public class MemberOrdersResource {
    private static final int LARGEST_PAGE = 1_000;

    private final BookReader books;
    private final Caller caller;

    MemberOrdersResource(BookReader books, Caller caller) {
        this.books = books;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Orders of a member, the latest slot first",
            description = "Of all slots, or of the one that starts at slot; at most limit, by default 100.")
    @PermissionsAllowed(CommunityAccess.TRADE)
    public Uni<List<OrderView>> list(
            @PathParam("community") String community,
            @PathParam("account") String account,
            @QueryParam("slot") @Nullable String slot,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        CommunityId id = PathIds.community(community);
        AccountId member = PathIds.account(account);
        if (!caller.tradable(id).test(member)) {
            throw Problems.notFound("no such member: " + member);
        }
        return books.orders(id, member, PathIds.instantOrNull("slot", slot), Math.clamp(limit, 1, LARGEST_PAGE));
    }
}
