package energy.peerwatt.appbackend.page;

import energy.peerwatt.appbackend.person.Role;
import energy.peerwatt.appbackend.person.SignedIn;
import energy.peerwatt.appbackend.provisioning.Invitation;
import energy.peerwatt.appbackend.provisioning.ProvisioningResource;
import energy.peerwatt.appbackend.screen.CommunityScreen;
import energy.peerwatt.appbackend.screen.ScreensResource;
import energy.peerwatt.messages.Json;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The community manager's members. */
@Path("/community")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.OF_MANAGER)
@RunOnVirtualThread
public class CommunityPage {
    private final SignedIn signedIn;
    private final ScreensResource screens;
    private final ProvisioningResource provisioning;

    CommunityPage(SignedIn signedIn, ScreensResource screens, ProvisioningResource provisioning) {
        this.signedIn = signedIn;
        this.screens = screens;
        this.provisioning = provisioning;
    }

    @GET
    @Operation(summary = "The manager's page", hidden = true)
    public TemplateInstance show() {
        return page(Form.EMPTY, null);
    }

    /** Answers with the page itself, not a redirect: the password must be in no address and in no second answer. */
    @POST
    @Path("invitations")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Invite a household, from the page's form", hidden = true)
    public Response invite(MultivaluedMap<String, String> sent) {
        Map<String, String> values = Form.values(sent);
        try (Response made = provisioning.invite(Json.mapper().valueToTree(values))) {
            return Response.status(Response.Status.CREATED)
                    .entity(page(Form.EMPTY, (Invitation.Made) made.getEntity()))
                    .build();
        } catch (HttpProblem problem) {
            return Response.status(problem.getStatusCode())
                    .entity(page(Form.refused(values, problem), null))
                    .build();
        }
    }

    private TemplateInstance page(Form form, Invitation.@Nullable Made made) {
        CommunityScreen screen = screens.community();
        return Pages.community(
                new Shell(signedIn.person(), Role.COMMUNITY_MANAGER, screen.marketTime(), ""), screen, form, made);
    }
}
