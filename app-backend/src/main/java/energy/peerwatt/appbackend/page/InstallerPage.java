package energy.peerwatt.appbackend.page;

import energy.peerwatt.appbackend.person.Role;
import energy.peerwatt.appbackend.person.SignedIn;
import energy.peerwatt.appbackend.provisioning.GatewayCredential;
import energy.peerwatt.appbackend.provisioning.ProvisioningResource;
import energy.peerwatt.appbackend.screen.InstallerScreen;
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

/** The installer's gateways and meters. */
@Path("/installer")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.OF_INSTALLER)
@RunOnVirtualThread
public class InstallerPage {
    private final SignedIn signedIn;
    private final ScreensResource screens;
    private final ProvisioningResource provisioning;

    InstallerPage(SignedIn signedIn, ScreensResource screens, ProvisioningResource provisioning) {
        this.signedIn = signedIn;
        this.screens = screens;
        this.provisioning = provisioning;
    }

    @GET
    @Operation(summary = "The installer's page", hidden = true)
    public TemplateInstance show() {
        return page(Form.EMPTY, null);
    }

    /** Answers with the page itself, not a redirect: the secret must be in no address and in no second answer. */
    @POST
    @Path("gateways")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Create a gateway's credential, from the page's form", hidden = true)
    public Response create(MultivaluedMap<String, String> sent) {
        Map<String, String> values = Form.values(sent);
        try (Response made = provisioning.createGateway(Json.mapper().valueToTree(values))) {
            return Response.status(Response.Status.CREATED)
                    .entity(page(Form.EMPTY, (GatewayCredential.Created) made.getEntity()))
                    .build();
        } catch (HttpProblem problem) {
            return Response.status(problem.getStatusCode())
                    .entity(page(Form.refused(values, problem), null))
                    .build();
        }
    }

    private TemplateInstance page(Form form, GatewayCredential.@Nullable Created created) {
        InstallerScreen screen = screens.installer();
        return Pages.installer(
                new Shell(signedIn.person(), Role.INSTALLER, screen.marketTime(), ""), screen, form, created);
    }
}
