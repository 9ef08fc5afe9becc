package energy.peerwatt.appbackend.page;

import energy.peerwatt.appbackend.person.Role;
import energy.peerwatt.appbackend.person.SignedIn;
import energy.peerwatt.appbackend.web.Problems;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Leads everybody to their own page. */
@Path("/")
public class HomeResource {
    private final SignedIn signedIn;

    HomeResource(SignedIn signedIn) {
        this.signedIn = signedIn;
    }

    @GET
    @Authenticated
    @RunOnVirtualThread
    @Operation(summary = "Signs in where needed, then forwards to the page of the person's role", hidden = true)
    public Response home() {
        return signedIn.person().roles().stream()
                .findFirst()
                .map(Role::page)
                .map(page -> Response.seeOther(URI.create(page)).build())
                .orElseThrow(() -> Problems.forbidden("This user has no role here; the community manager gives one."));
    }
}
