package energy.peerwatt.orderbook.market;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.Uuids;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.access.Caller;
import energy.peerwatt.orderbook.access.CommunityAccess;
import energy.peerwatt.orderbook.book.CommandLog;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import energy.peerwatt.orderbook.book.domain.CommandId;
import energy.peerwatt.orderbook.book.domain.CommunityState;
import energy.peerwatt.orderbook.book.domain.Zones;
import energy.peerwatt.orderbook.book.store.BookReader;
import energy.peerwatt.orderbook.config.OrderBookConfig;
import energy.peerwatt.orderbook.market.domain.HouseholdRules;
import energy.peerwatt.orderbook.market.domain.MarketTerms;
import energy.peerwatt.orderbook.market.domain.Member;
import energy.peerwatt.orderbook.market.domain.Zone;
import energy.peerwatt.orderbook.rest.Answers;
import energy.peerwatt.orderbook.rest.Fields;
import energy.peerwatt.orderbook.rest.PathIds;
import energy.peerwatt.orderbook.rest.Problems;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Markets: their terms, zones and members. Definitions are idempotent and answer when they are carried out. */
@Path("/v1/communities/{community}")
@Produces(MediaType.APPLICATION_JSON)
public class MarketResource {
    private final BookReader books;
    private final CommandLog log;
    private final Answers answers;
    private final OrderBookConfig config;
    private final Clock clock;
    private final Caller caller;
    private final RandomGenerator random = new SecureRandom();

    MarketResource(
            BookReader books, CommandLog log, Answers answers, OrderBookConfig config, Clock clock, Caller caller) {
        this.books = books;
        this.log = log;
        this.answers = answers;
        this.config = config;
        this.clock = clock;
        this.caller = caller;
    }

    /**
     * @param nextSlot start of the first slot that is not sealed yet
     * @param gate when it will be sealed
     * @param zones as they hold for the next slot
     * @param comingZones as they are known to hold for slots after that
     * @param members whom the caller may see
     */
    public record Market(
            CommunityId community,
            MarketTerms terms,
            Instant nextSlot,
            Instant gate,
            List<ZoneView> zones,
            List<ZoneView> comingZones,
            List<Member> members) {}

    @GET
    @Operation(summary = "A market with its zones and members")
    @PermissionsAllowed(CommunityAccess.MARKET)
    public Uni<Market> find(@PathParam("community") String community) {
        CommunityId id = PathIds.community(community);
        return books.community(id)
                .map(state -> state.flatMap(known -> market(known, caller.visible(id)))
                        .orElseThrow(() -> Problems.notFound("no such community: " + id)));
    }

    private static Optional<Market> market(CommunityState state, Predicate<AccountId> visible) {
        MarketTerms terms = state.terms();
        if (terms == null) {
            return Optional.empty();
        }
        Slot next = state.nextSlot() == null ? terms.first() : state.nextSlot();
        Zones zones = Zones.of(state.zones());
        return Optional.of(new Market(
                state.community(),
                terms,
                next.start(),
                terms.gateOf(next),
                zones.at(next.start()).stream().map(ZoneView::of).toList(),
                zones.after(next.start()).stream().map(ZoneView::of).toList(),
                state.members().stream()
                        .filter(member -> visible.test(member.account()))
                        .toList()));
    }

    @PUT
    @Operation(summary = "Open a market, or change its terms; the grid of slots cannot change any more")
    @PermissionsAllowed(CommunityAccess.DEFINE)
    public Uni<Response> defineCommunity(@PathParam("community") String community, JsonNode body) {
        CommunityId id = PathIds.community(community);
        MarketTerms terms = TermsRequest.read(required(body));
        Head head = head();
        return carryOut(new BookCommand.DefineCommunity(head.id, id, head.at, terms));
    }

    @PUT
    @Path("zones/{zone}")
    @Operation(summary = "Add a zone, or change its fee from a slot on; by default from the next that is sealed")
    @PermissionsAllowed(CommunityAccess.DEFINE)
    public Uni<Response> defineZone(
            @PathParam("community") String community, @PathParam("zone") String zone, JsonNode body) {
        CommunityId id = PathIds.community(community);
        GridZoneId zoneId = PathIds.zone(zone);
        Fields fields = new Fields(required(body), "");
        Price localFee = fields.quantity("localFeeMicroPerKwh", Price::new, Price.ZERO);
        Instant from = fields.has("effectiveFrom") ? fields.instant("effectiveFrom", Instant.EPOCH) : null;
        fields.requireNoViolations();
        Head head = head();
        return carryOut(new BookCommand.DefineZone(head.id, id, head.at, Zone.ofCommunity(zoneId, localFee), from));
    }

    @PUT
    @Path("slots/{slot}/closed-zones/{zone}")
    @Operation(
            summary = "Close a zone, and all zones below it, for a slot before its gate",
            description =
                    "From then on none of their orders is placed or taken back for the slot; what is there trades on.")
    @PermissionsAllowed(CommunityAccess.CLOSE)
    public Uni<Response> closeZone(
            @PathParam("community") String community, @PathParam("slot") String slot, @PathParam("zone") String zone) {
        CommunityId id = PathIds.community(community);
        Head head = head();
        return carryOut(
                new BookCommand.CloseZone(head.id, id, head.at, PathIds.zone(zone), PathIds.instant("slot", slot)));
    }

    @PUT
    @Path("members/{account}")
    @Operation(summary = "Add a member, or change one; floor and cap hold from the next sealing on")
    @PermissionsAllowed(CommunityAccess.DEFINE)
    public Uni<Response> defineMember(
            @PathParam("community") String community, @PathParam("account") String account, JsonNode body) {
        CommunityId id = PathIds.community(community);
        Member member = MemberRequest.read(PathIds.account(account), required(body));
        Head head = head();
        return carryOut(new BookCommand.DefineMember(head.id, id, head.at, member));
    }

    @PUT
    @Path("members/{account}/rules")
    @Operation(
            summary = "Set how the automatic trader trades for a household",
            description =
                    "All of the rules at once; what is left out of those that may be left out is no rule any more.")
    @PermissionsAllowed(CommunityAccess.TRADE)
    public Uni<Response> defineRules(
            @PathParam("community") String community, @PathParam("account") String account, JsonNode body) {
        CommunityId id = PathIds.community(community);
        AccountId member = PathIds.account(account);
        if (!caller.tradable(id).test(member)) {
            throw Problems.notFound("no such member: " + member);
        }
        HouseholdRules rules = RulesRequest.read(required(body));
        Head head = head();
        return carryOut(new BookCommand.DefineRules(head.id, id, head.at, member, rules));
    }

    private record Head(CommandId id, Instant at) {}

    private Head head() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Head(new CommandId(Uuids.version7(now, random)), now);
    }

    private static JsonNode required(@Nullable JsonNode body) {
        if (body == null) {
            throw Problems.malformed("", "a JSON object is expected");
        }
        return body;
    }

    private Uni<Response> carryOut(BookCommand command) {
        Duration wait = config.definitionWait();
        return log.append(command)
                .chain(() -> answers.outcome(command.id(), wait))
                .map(outcome -> outcome.map(violations -> {
                            if (!violations.isEmpty()) {
                                throw Problems.refused(violations);
                            }
                            return Response.noContent().build();
                        })
                        .orElseGet(() -> Response.accepted().build()));
    }
}
