package energy.peerwatt.appbackend.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.appbackend.live.LiveFeed;
import energy.peerwatt.appbackend.person.Role;
import energy.peerwatt.appbackend.person.SignedIn;
import energy.peerwatt.appbackend.service.Answer;
import energy.peerwatt.appbackend.web.Problems;
import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.Uuids;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Credentials for gateways, by installers, and for households, by the community's manager. Secrets are told once. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ProvisioningResource {
    private static final Logger LOG = Logger.getLogger(ProvisioningResource.class);
    private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}<>]{1,80}");
    private static final String TEXT_RULE = "1 to 80 characters without < and >";
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._-]{2,39}");
    private static final String USERNAME_RULE =
            "3 to 40 of a-z, 0-9, dot, hyphen and underscore, a letter or digit first";
    private static final Pattern EMAIL = Pattern.compile("[^@\\s<>]{1,64}@[^@\\s<>]{1,180}");
    private static final String EMAIL_RULE = "an address like anna@example.org";

    private final Provisioning provisioning;
    private final SignedIn signedIn;
    private final LiveFeed feed;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ProvisioningResource(Provisioning provisioning, SignedIn signedIn, LiveFeed feed, Clock clock) {
        this.provisioning = provisioning;
        this.signedIn = signedIn;
        this.feed = feed;
        this.clock = clock;
    }

    @POST
    @Path("gateways")
    @RolesAllowed(Role.OF_INSTALLER)
    @Operation(
            summary = "Create the credential of a gateway",
            description = "gatewayId is optional, a new one is drawn without; 409 where that gateway has a credential")
    public Response createGateway(@Nullable JsonNode body) {
        RequestFields fields = new RequestFields(body);
        Optional<GatewayId> gateway = fields.optionalValue("gatewayId", GatewayId::of);
        Optional<String> description = fields.text("description", TEXT, TEXT_RULE);
        fields.requireValid();
        GatewayId id = gateway.orElseGet(() -> new GatewayId(Uuids.version7(clock.instant(), random)));
        GatewayCredential.Created created = known(provisioning.createGateway(id, description.orElseThrow()))
                .orElseThrow(() -> Problems.conflict("Gateway " + id + " has a credential already."));
        LOG.infof("credential %s created", created.clientId());
        return Response.status(Response.Status.CREATED).entity(created).build();
    }

    @POST
    @Path("invitations")
    @RolesAllowed(Role.OF_MANAGER)
    @Operation(
            summary = "Invite a person to an account of the community",
            description = "Creates the user with a temporary password; 409 where the account or the name is taken")
    public Response invite(@Nullable JsonNode body) {
        CommunityId community = signedIn.community();
        RequestFields fields = new RequestFields(body);
        Optional<AccountId> account = fields.value("account", AccountId::of);
        account.filter(one -> !isMember(community, one))
                .ifPresent(one -> fields.violation("account", "is no member of this community: " + one));
        Optional<String> username = fields.text("username", USERNAME, USERNAME_RULE);
        Optional<String> name = fields.text("name", TEXT, TEXT_RULE);
        Optional<String> email = fields.optionalText("email", EMAIL, EMAIL_RULE);
        fields.requireValid();
        if (known(provisioning.isBound(account.orElseThrow()))) {
            throw Problems.conflict("Account " + account.get() + " has its person already.");
        }
        Invitation invitation = new Invitation(
                community, account.get(), username.orElseThrow(), name.orElseThrow(), email.orElse(null));
        Invitation.Made made = known(provisioning.invite(invitation))
                .orElseThrow(() -> Problems.conflict("The username or the address is taken: " + username.get()));
        LOG.infof("account %s was bound to a new person", made.account());
        return Response.status(Response.Status.CREATED).entity(made).build();
    }

    private boolean isMember(CommunityId community, AccountId account) {
        return feed.read(picture -> picture.member(account))
                .map(MemberDefined::community)
                .filter(community::equals)
                .isPresent();
    }

    private static <T> T known(Answer<T> answer) {
        return switch (answer) {
            case Answer.Known<T>(T value) -> value;
            case Answer.Away<T>(String service, var _) -> throw unavailable(service);
            case Answer.Refused<T> _ -> throw unavailable("Keycloak");
        };
    }

    private static HttpProblem unavailable(String service) {
        return Problems.unavailable(service + " does not answer; nothing was created. Try again in a moment.");
    }
}
