package energy.peerwatt.settlement.statement;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.settlement.access.Caller;
import energy.peerwatt.settlement.access.CommunityAccess;
import energy.peerwatt.settlement.ledger.Balances;
import energy.peerwatt.settlement.ledger.Ledger;
import energy.peerwatt.settlement.member.Members;
import energy.peerwatt.settlement.quantity.Settlements;
import energy.peerwatt.settlement.response.Responses;
import energy.peerwatt.settlement.rest.Request;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Slots, statements and balances of a community. */
@Path("/v1/communities/{communityId}")
@Produces(MediaType.APPLICATION_JSON)
@WithSession
public class CommunityResource {
    private final Settlements settlements;
    private final Members members;
    private final Balances balances;
    private final Ledger ledger;
    private final Responses responses;
    private final Caller caller;

    CommunityResource(
            Settlements settlements,
            Members members,
            Balances balances,
            Ledger ledger,
            Responses responses,
            Caller caller) {
        this.settlements = settlements;
        this.members = members;
        this.balances = balances;
        this.ledger = ledger;
        this.caller = caller;
        this.responses = responses;
    }

    @GET
    @Path("/slots")
    @PermissionsAllowed(CommunityAccess.SLOTS)
    public Uni<List<SlotView>> slots(
            @PathParam("communityId") String community,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        Request request = new Request();
        CommunityId id = request.community(community);
        Instant from = request.after(after);
        int atMost = request.limit(limit);
        request.check();
        return settlements
                .latestAfter(id, from, atMost)
                .map(slots -> slots.stream().map(slot -> view(id, slot)).toList());
    }

    @GET
    @Path("/slots/{start}")
    @PermissionsAllowed(CommunityAccess.SLOTS)
    public Uni<SlotView> slot(@PathParam("communityId") String community, @PathParam("start") String start) {
        Request request = new Request();
        CommunityId id = request.community(community);
        Instant time = request.instant("start", start);
        request.check();
        return settlements
                .latest(id, time)
                .map(found -> view(id, found.orElseThrow(() -> Request.notFound("slot " + start + " is not settled"))));
    }

    private SlotView view(CommunityId community, SlotSettlement slot) {
        return caller.seesAll(community) ? new SlotView.Whole(slot) : SlotView.part(slot, caller.visible(community));
    }

    @GET
    @Path("/accounts/{account}/statement")
    @PermissionsAllowed(CommunityAccess.ACCOUNT)
    public Uni<Statement> statement(
            @PathParam("communityId") String community,
            @PathParam("account") String account,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        Request request = new Request();
        CommunityId id = request.community(community);
        AccountId member = request.account(account);
        Instant from = request.after(after);
        int atMost = request.limit(limit);
        request.check();
        return members.latest(id, member)
                .invoke(known -> known.orElseThrow(() -> Request.notFound("account " + account + " is no member")))
                .chain(() -> settlements.latestAfter(id, from, atMost))
                .chain(slots ->
                        responses.paidTo(id, member, from).map(payments -> Statement.of(member, slots, payments)));
    }

    @GET
    @Path("/accounts/{account}/balance")
    @PermissionsAllowed(CommunityAccess.ACCOUNT)
    public Uni<BalanceView> balance(@PathParam("communityId") String community, @PathParam("account") String account) {
        Request request = new Request();
        CommunityId id = request.community(community);
        AccountId member = request.account(account);
        request.check();
        return balances.of(id, member)
                .map(balance -> balance.map(BalanceView::of)
                        .orElseThrow(() -> Request.notFound("account " + account + " has no open account in escrow")));
    }

    /** Balance per kind of ledger account, in nano-currency; sums to zero. */
    @GET
    @Path("/trial-balance")
    @PermissionsAllowed(CommunityAccess.BOOKS)
    public Uni<Map<String, Money>> trialBalance(@PathParam("communityId") String community) {
        Request request = new Request();
        CommunityId id = request.community(community);
        request.check();
        return ledger.trialBalance(id);
    }
}
