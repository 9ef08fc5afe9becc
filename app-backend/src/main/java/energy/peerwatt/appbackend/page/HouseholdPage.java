package energy.peerwatt.appbackend.page;

import energy.peerwatt.appbackend.call.ActionsResource;
import energy.peerwatt.appbackend.person.Role;
import energy.peerwatt.appbackend.person.SignedIn;
import energy.peerwatt.appbackend.screen.HouseholdScreen;
import energy.peerwatt.appbackend.screen.HouseholdScreens;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** A household's own home. */
@Path("/household")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.OF_HOUSEHOLD)
@RunOnVirtualThread
public class HouseholdPage {
    private final SignedIn signedIn;
    private final HouseholdScreens screens;
    private final ActionsResource actions;

    HouseholdPage(SignedIn signedIn, HouseholdScreens screens, ActionsResource actions) {
        this.signedIn = signedIn;
        this.screens = screens;
        this.actions = actions;
    }

    @GET
    @Operation(summary = "The household's page", hidden = true)
    public TemplateInstance show(@QueryParam("claimed") @Nullable String claimed) {
        return page(claimed == null ? "" : "Your claim is on its way to the chain; it shows below once it is mined.");
    }

    @POST
    @Path("claim")
    @Operation(summary = "Claim rewards, from the page's form", hidden = true)
    public Response claim() {
        try (Response answer = actions.claim()) {
            if (answer.getStatus() < Response.Status.BAD_REQUEST.getStatusCode()) {
                return Response.seeOther(URI.create("/household?claimed=1")).build();
            }
            return again(answer.getStatus(), "The claim was not taken: settlement says " + answer.getStatus() + ".");
        } catch (HttpProblem problem) {
            return again(problem.getStatusCode(), String.valueOf(problem.getDetail()));
        }
    }

    private Response again(int status, String notice) {
        return Response.status(status).entity(page(notice)).build();
    }

    private TemplateInstance page(String notice) {
        HouseholdScreen screen = screens.of(signedIn.community(), signedIn.account());
        return Pages.household(
                new Shell(signedIn.person(), Role.HOUSEHOLD, screen.marketTime(), "home"), screen, notice);
    }
}
