package energy.peerwatt.appbackend.page;

import energy.peerwatt.appbackend.person.Role;
import energy.peerwatt.appbackend.person.SignedIn;
import energy.peerwatt.appbackend.screen.LinksScreen;
import energy.peerwatt.appbackend.screen.ScreensResource;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What travels on the buses of one home. */
@Path("/installer/links")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.OF_INSTALLER)
@RunOnVirtualThread
public class LinksPage {
    private final SignedIn signedIn;
    private final ScreensResource screens;

    LinksPage(SignedIn signedIn, ScreensResource screens) {
        this.signedIn = signedIn;
        this.screens = screens;
    }

    @GET
    @Path("{meter}")
    @Operation(summary = "The installer's page of a home's links", hidden = true)
    public TemplateInstance show(@PathParam("meter") String meter) {
        LinksScreen screen = screens.links(meter);
        return Pages.links(
                new Shell(
                        signedIn.person(),
                        Role.INSTALLER,
                        screen.marketTime(),
                        "",
                        "/installer/links/" + screen.meter()),
                screen);
    }
}
