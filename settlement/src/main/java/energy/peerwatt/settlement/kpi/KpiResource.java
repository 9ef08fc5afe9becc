package energy.peerwatt.settlement.kpi;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.settlement.access.CommunityAccess;
import energy.peerwatt.settlement.kpi.domain.Kpis;
import energy.peerwatt.settlement.member.Members;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Key figures of a period: of a community for all of its members, of a member for the member. */
@Path("/v1/communities/{communityId}")
@Produces(MediaType.APPLICATION_JSON)
@WithSession
public class KpiResource {
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Duration USUAL = Duration.ofDays(7);

    private final KpiReader reader;
    private final Members members;
    private final Clock clock;

    KpiResource(KpiReader reader, Members members, Clock clock) {
        this.reader = reader;
        this.members = members;
        this.clock = clock;
    }

    /** @param account absent where the figures are of all members together */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record KpisOfPeriod(
            CommunityId community, @Nullable AccountId account, Instant from, Instant to, Kpis kpis) {}

    private record Period(Instant from, Instant to) {}

    @GET
    @Path("/kpis")
    @Operation(
            summary = "Key figures of all members together",
            description = "Of slots that start in [from, to), the last 7 days unless said, at most 31")
    @PermissionsAllowed(CommunityAccess.SLOTS)
    public Uni<KpisOfPeriod> ofCommunity(
            @PathParam("communityId") String community,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        Request request = new Request();
        CommunityId id = request.community(community);
        Period period = period(request, from, to);
        request.check();
        return reader.read(id, null, period.from(), period.to())
                .map(kpis -> new KpisOfPeriod(id, null, period.from(), period.to(), kpis));
    }

    @GET
    @Path("/accounts/{account}/kpis")
    @Operation(
            summary = "Key figures of a member",
            description = "Of slots that start in [from, to), the last 7 days unless said, at most 31")
    @PermissionsAllowed(CommunityAccess.ACCOUNT)
    public Uni<KpisOfPeriod> ofMember(
            @PathParam("communityId") String community,
            @PathParam("account") String account,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        Request request = new Request();
        CommunityId id = request.community(community);
        AccountId member = request.account(account);
        Period period = period(request, from, to);
        request.check();
        return members.latest(id, member)
                .invoke(known -> known.orElseThrow(() -> Request.notFound("account " + account + " is no member")))
                .chain(() -> reader.read(id, member, period.from(), period.to()))
                .map(kpis -> new KpisOfPeriod(id, member, period.from(), period.to(), kpis));
    }

    private Period period(Request request, @Nullable String from, @Nullable String to) {
        Instant end = to == null ? clock.instant() : request.instant("to", to);
        Instant start = from == null ? end.minus(USUAL) : request.instant("from", from);
        if (!start.isBefore(end) || start.isBefore(end.minus(LONGEST))) {
            request.refuse("from", "must be before to, and at most " + LONGEST.toDays() + " days: " + start);
        }
        return new Period(start, end);
    }
}
