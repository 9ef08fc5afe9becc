package energy.peerwatt.settlement.reward;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.settlement.access.CommunityAccess;
import energy.peerwatt.settlement.member.MemberVersion;
import energy.peerwatt.settlement.member.Members;
import energy.peerwatt.settlement.rest.Request;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;

/** What a member earned, and paying it out. */
@Path("/v1/communities/{communityId}/accounts/{account}/rewards")
@Produces(MediaType.APPLICATION_JSON)
public class RewardsResource {
    private static final URI NOTHING = URI.create("urn:peerwatt:problem:nothing-to-claim");

    private final Members members;
    private final Rewards rewards;
    private final RewardClaims claims;

    RewardsResource(Members members, Rewards rewards, RewardClaims claims) {
        this.members = members;
        this.rewards = rewards;
        this.claims = claims;
    }

    @GET
    @PermissionsAllowed(CommunityAccess.ACCOUNT)
    @WithSession
    public Uni<RewardsView> rewards(@PathParam("communityId") String community, @PathParam("account") String account) {
        Asked asked = asked(community, account);
        return member(asked).chain(member -> view(asked, member));
    }

    /** Asks for everything that was earned and posted to be paid to the member's own wallet; nobody needs gas. */
    @POST
    @Path("/claim")
    @PermissionsAllowed(CommunityAccess.OWN_ACCOUNT)
    @WithTransaction
    public Uni<Response> claim(@PathParam("communityId") String community, @PathParam("account") String account) {
        Asked asked = asked(community, account);
        return member(asked)
                .chain(member -> view(asked, member)
                        .invoke(view -> {
                            if (view.posted().compareTo(view.claimed()) <= 0) {
                                throw nothing(view);
                            }
                        })
                        .chain(view ->
                                claims.request(asked.community(), asked.account(), member.wallet(), view.posted()))
                        .chain(() -> view(asked, member)))
                .map(view -> Response.accepted(view).build());
    }

    private Uni<RewardsView> view(Asked asked, MemberVersion member) {
        return rewards.of(asked.community(), asked.account(), member.wallet());
    }

    private record Asked(CommunityId community, AccountId account) {}

    private static Asked asked(String community, String account) {
        Request request = new Request();
        Asked asked = new Asked(request.community(community), request.account(account));
        request.check();
        return asked;
    }

    private Uni<MemberVersion> member(Asked asked) {
        return members.latest(asked.community(), asked.account())
                .map(known ->
                        known.orElseThrow(() -> Request.notFound("account " + asked.account() + " is no member")));
    }

    private static HttpProblem nothing(RewardsView view) {
        return HttpProblem.builder()
                .withType(NOTHING)
                .withTitle("Nothing to claim")
                .withStatus(Status.CONFLICT)
                .withDetail("earned are " + view.earned() + ", posted on chain " + view.posted() + ", claimed "
                        + view.claimed())
                .build();
    }
}
