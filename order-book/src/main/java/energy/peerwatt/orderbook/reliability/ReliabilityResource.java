package energy.peerwatt.orderbook.reliability;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.orderbook.access.Caller;
import energy.peerwatt.orderbook.access.CommunityAccess;
import energy.peerwatt.orderbook.book.domain.CommunityState;
import energy.peerwatt.orderbook.book.domain.Delivery;
import energy.peerwatt.orderbook.book.domain.Reliability;
import energy.peerwatt.orderbook.book.store.BookReader;
import energy.peerwatt.orderbook.rest.PathIds;
import energy.peerwatt.orderbook.rest.Problems;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** How far a member kept to what it traded. */
@Path("/v1/communities/{community}/members/{account}/reliability")
@Produces(MediaType.APPLICATION_JSON)
public class ReliabilityResource {
    private final BookReader books;
    private final Caller caller;

    ReliabilityResource(BookReader books, Caller caller) {
        this.books = books;
        this.caller = caller;
    }

    /**
     * @param permille of energy that the member kept to; of a surplus that is expected, as much is offered for it
     * @param slots that made it, the last first
     */
    public record View(AccountId account, int permille, List<InSlot> slots) {}

    /**
     * In Wh.
     *
     * @param traded bought or sold
     * @param kept taken or delivered of it
     * @param excused shortfall that a call of the grid operator caused
     */
    public record InSlot(Instant slotStart, long tradedWh, long keptWh, long excusedWh) {
        static InSlot of(Delivery delivery) {
            return new InSlot(
                    delivery.slot().start(),
                    delivery.traded().wattHours(),
                    delivery.kept().wattHours(),
                    delivery.excused().wattHours());
        }
    }

    @GET
    @Operation(summary = "A member's reliability and the slots that made it")
    @PermissionsAllowed(CommunityAccess.TRADE)
    public Uni<View> find(@PathParam("community") String community, @PathParam("account") String account) {
        CommunityId id = PathIds.community(community);
        AccountId member = PathIds.account(account);
        if (!caller.tradable(id).test(member)) {
            throw Problems.notFound("no such member: " + member);
        }
        return books.community(id, List.of(member))
                .map(state -> state.flatMap(ReliabilityResource::view)
                        .orElseThrow(() -> Problems.notFound("no such member: " + member)));
    }

    private static Optional<View> view(CommunityState state) {
        return state.members().stream().findFirst().map(member -> {
            List<Delivery> deliveries = state.deliveries().stream()
                    .filter(delivery -> !delivery.traded().isZero())
                    .sorted(Comparator.comparing(Delivery::slot))
                    .toList();
            return new View(
                    member.account(),
                    Reliability.of(deliveries).permille(),
                    deliveries.reversed().stream().map(InSlot::of).toList());
        });
    }
}
