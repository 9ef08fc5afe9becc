package energy.peerwatt.orderbook.book;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.evidence.EnergySource;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.orderbook.access.Caller;
import energy.peerwatt.orderbook.access.CommunityAccess;
import energy.peerwatt.orderbook.book.domain.CommunityBook;
import energy.peerwatt.orderbook.book.domain.CommunityState;
import energy.peerwatt.orderbook.book.domain.Offer;
import energy.peerwatt.orderbook.book.store.BookReader;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.rest.PathIds;
import energy.peerwatt.orderbook.rest.Problems;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What members have listed for others to buy directly. */
@Path("/v1/communities/{community}/slots/{start}/offers")
@Produces(MediaType.APPLICATION_JSON)
public class OfferResource {
    private final BookReader books;
    private final Caller caller;
    private final Clock clock;

    OfferResource(BookReader books, Caller caller, Clock clock) {
        this.books = books;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * An offer, as the asking member may buy it.
     *
     * @param account of the seller; absent unless it and the asking member let partners know them
     * @param zone of the seller
     * @param leftWh what the member may have of it
     * @param askedMicroPerKwh what the seller receives
     * @param deliveredMicroPerKwh what the member would pay, fees included; absent where it cannot be delivered
     * @param leastWh less is not sold, but for the last rest
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OfferView(
            OrderId id,
            @Nullable AccountId account,
            GridZoneId zone,
            long leftWh,
            long askedMicroPerKwh,
            @Nullable Long deliveredMicroPerKwh,
            @Nullable EnergySource source,
            @Nullable Long leastWh) {}

    @GET
    @Operation(
            summary = "Offers of a slot that can be bought directly, the cheapest delivered first",
            description =
                    "As they are to the caller's account; a service names one (account). A purchase with directBuyOf"
                            + " takes one.")
    @PermissionsAllowed(CommunityAccess.TRADE)
    public Uni<List<OfferView>> list(
            @PathParam("community") String community,
            @PathParam("start") String start,
            @QueryParam("account") @Nullable String account) {
        CommunityId id = PathIds.community(community);
        Instant slotStart = PathIds.instant("start", start);
        AccountId asking = account == null
                ? caller.account(id).orElseThrow(() -> Problems.malformed("account", "name the account that would buy"))
                : PathIds.account(account);
        if (!caller.tradable(id).test(asking)) {
            throw Problems.notFound("no such member: " + asking);
        }
        return books.ofSlot(id, slotStart)
                .map(state -> offers(
                        state.orElseThrow(() -> Problems.notFound("no such community: " + id)), asking, slotStart));
    }

    private List<OfferView> offers(CommunityState state, AccountId asking, Instant slotStart) {
        MarketTerms terms = state.terms();
        Set<AccountId> members = state.members().stream().map(Member::account).collect(Collectors.toSet());
        if (terms == null || !terms.isAligned(slotStart) || !members.contains(asking)) {
            throw Problems.notFound("no such slot, or no such member: " + slotStart + ", " + asking);
        }
        Set<AccountId> shown = state.members().stream()
                .filter(Member::tellsPartners)
                .map(Member::account)
                .collect(Collectors.toSet());
        return CommunityBook.restore(state).offers(asking, terms.slotAt(slotStart), clock.instant()).stream()
                .map(offer -> view(offer, shown.contains(asking) && shown.contains(offer.account())))
                .toList();
    }

    private static OfferView view(Offer offer, boolean named) {
        return new OfferView(
                offer.id(),
                named ? offer.account() : null,
                offer.zone(),
                offer.left().wattHours(),
                offer.asked().microPerKwh(),
                offer.delivered() == null
                        ? null
                        : Objects.requireNonNull(offer.delivered()).microPerKwh(),
                offer.source(),
                offer.least() == null
                        ? null
                        : Objects.requireNonNull(offer.least()).wattHours());
    }
}
