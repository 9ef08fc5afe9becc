package energy.peerwatt.orderbook.mandate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.bundle.MandateLine;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.SignedMandate;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.id.Uuids;
import energy.peerwatt.orderbook.access.Caller;
import energy.peerwatt.orderbook.access.CommunityAccess;
import energy.peerwatt.orderbook.book.CommandLog;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import energy.peerwatt.orderbook.book.domain.CommandId;
import energy.peerwatt.orderbook.book.domain.CommunityState;
import energy.peerwatt.orderbook.book.domain.HeldMandate;
import energy.peerwatt.orderbook.book.store.BookReader;
import energy.peerwatt.orderbook.book.store.MandateReader;
import energy.peerwatt.orderbook.config.OrderBookConfig;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.rest.Answers;
import energy.peerwatt.orderbook.rest.PathIds;
import energy.peerwatt.orderbook.rest.Problems;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What a household lets the agent trade, and what proves that its orders kept to it. */
@Path("/v1/communities/{community}")
@Produces(MediaType.APPLICATION_JSON)
public class MandateResource {
    private final BookReader books;
    private final MandateReader mandates;
    private final TradingAgent agent;
    private final CommandLog log;
    private final Answers answers;
    private final OrderBookConfig config;
    private final Clock clock;
    private final Caller caller;
    private final RandomGenerator random = new SecureRandom();

    MandateResource(
            BookReader books,
            MandateReader mandates,
            TradingAgent agent,
            CommandLog log,
            Answers answers,
            OrderBookConfig config,
            Clock clock,
            Caller caller) {
        this.books = books;
        this.mandates = mandates;
        this.agent = agent;
        this.log = log;
        this.answers = answers;
        this.config = config;
        this.clock = clock;
        this.caller = caller;
    }

    /** How a member's mandate stands. */
    public enum State {
        /** None was ever given. */
        NONE,
        /** The agent trades under it. */
        VALID,
        /** It covers no slot from now on. */
        EXPIRED,
        WITHDRAWN,
        /** Another wallet signed it, another agent is named in it, or it is for another chain: nobody trades under it. */
        UNUSABLE
    }

    /**
     * @param given the last one, whatever became of it; absent if there was none
     * @param hash what its orders carry
     * @param toSign what the next one has to say
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MandateView(
            AccountId account,
            State state,
            @Nullable SignedMandate given,
            @Nullable Hash32 hash,
            @Nullable Instant givenAt,
            @Nullable Instant withdrawnAt,
            ToSign toSign) {}

    /**
     * @param domainName of the EIP-712 domain, with its version and chain
     * @param nonce the lowest that will be taken
     */
    public record ToSign(
            String domainName,
            String domainVersion,
            long chainId,
            String owner,
            String agentKey,
            CommunityId cell,
            long nonce) {}

    @GET
    @Path("members/{account}/mandate")
    @Operation(summary = "A member's mandate, and what the next one has to say")
    @PermissionsAllowed(CommunityAccess.TRADE)
    public Uni<MandateView> find(@PathParam("community") String community, @PathParam("account") String account) {
        CommunityId id = PathIds.community(community);
        AccountId member = tradable(id, account);
        return books.community(id, List.of(member))
                .map(state -> state.flatMap(known -> view(known, clock.instant()))
                        .orElseThrow(() -> Problems.notFound("no such member: " + member)));
    }

    private Optional<MandateView> view(CommunityState state, Instant now) {
        return state.members().stream().findFirst().map(member -> {
            Optional<HeldMandate> held = state.mandates().held().stream().findFirst();
            return new MandateView(
                    member.account(),
                    held.map(one -> state(one, member, now)).orElse(State.NONE),
                    held.map(HeldMandate::signed).orElse(null),
                    held.map(HeldMandate::hash).orElse(null),
                    held.map(HeldMandate::givenAt).orElse(null),
                    held.map(HeldMandate::withdrawnAt).orElse(null),
                    new ToSign(
                            "PeerWatt Trading",
                            "1",
                            agent.domain().chainId(),
                            member.wallet(),
                            agent.address(),
                            state.community(),
                            held.map(one -> one.mandate().nonce() + 1).orElse(0L)));
        });
    }

    private State state(HeldMandate held, Member member, Instant now) {
        if (held.isWithdrawn()) {
            return State.WITHDRAWN;
        }
        if (!held.mandate().covers(now)) {
            return State.EXPIRED;
        }
        boolean usable = held.mandate().agentKey().equals(agent.address())
                && held.domain().equals(agent.domain())
                && held.mandate().owner().equals(member.wallet());
        return usable ? State.VALID : State.UNUSABLE;
    }

    @PUT
    @Path("members/{account}/mandate")
    @Operation(
            summary = "Let the agent trade for a household",
            description =
                    "EIP-712 typed data TradingMandate, signed by the household's wallet, with a higher nonce than"
                            + " the one before, in whose place it comes.")
    @PermissionsAllowed(CommunityAccess.TRADE)
    public Uni<Response> give(
            @PathParam("community") String community, @PathParam("account") String account, JsonNode body) {
        CommunityId id = PathIds.community(community);
        AccountId member = tradable(id, account);
        if (body == null) {
            throw Problems.malformed("", "a JSON object is expected");
        }
        SignedMandate signed = MandateRequest.read(body, agent.address());
        Instant now = now();
        return carryOut(new BookCommand.GiveMandate(commandId(now), id, now, member, agent.domain(), signed));
    }

    @DELETE
    @Path("members/{account}/mandate")
    @Operation(
            summary = "End a household's mandate",
            description = "Orders under it that wait for an open gate are taken back.")
    @PermissionsAllowed(CommunityAccess.TRADE)
    public Uni<Response> withdraw(@PathParam("community") String community, @PathParam("account") String account) {
        CommunityId id = PathIds.community(community);
        AccountId member = tradable(id, account);
        Instant now = now();
        return carryOut(new BookCommand.WithdrawMandate(commandId(now), id, now, member));
    }

    @GET
    @Path("orders/{order}/proof")
    @Operation(
            summary = "What proves an order of the agent",
            description = "The mandate, the signed batch, and the path from the order's leaf to its root.")
    @PermissionsAllowed(CommunityAccess.TRADE)
    public Uni<MandateLine> proof(@PathParam("community") String community, @PathParam("order") String order) {
        CommunityId id = PathIds.community(community);
        OrderId wanted = PathIds.order(order);
        return books.orders(id, List.of(wanted))
                .map(found -> found.stream().anyMatch(one -> caller.tradable(id).test(one.account())))
                .chain(mine ->
                        mine ? mandates.proof(id, wanted) : Uni.createFrom().item(Optional.<MandateLine>empty()))
                .map(found ->
                        found.orElseThrow(() -> Problems.notFound("no such order, or no agent placed it: " + wanted)));
    }

    private AccountId tradable(CommunityId community, String account) {
        AccountId member = PathIds.account(account);
        if (!caller.tradable(community).test(member)) {
            throw Problems.notFound("no such member: " + member);
        }
        return member;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private CommandId commandId(Instant now) {
        return new CommandId(Uuids.version7(now, random));
    }

    private Uni<Response> carryOut(BookCommand command) {
        return log.append(command)
                .chain(() -> answers.outcome(command.id(), config.definitionWait()))
                .map(outcome -> outcome.map(violations -> {
                            if (!violations.isEmpty()) {
                                throw Problems.refused(violations);
                            }
                            return Response.noContent().build();
                        })
                        .orElseGet(() -> Response.accepted().build()));
    }
}
