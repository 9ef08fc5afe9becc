package energy.peerwatt.appbackend.page;

import energy.peerwatt.appbackend.call.Requests;
import energy.peerwatt.appbackend.person.Role;
import energy.peerwatt.appbackend.person.SignedIn;
import energy.peerwatt.appbackend.screen.OperatorScreen;
import energy.peerwatt.appbackend.screen.OperatorScreens;
import energy.peerwatt.appbackend.web.Problems;
import energy.peerwatt.appbackend.web.Violation;
import energy.peerwatt.messages.id.GridEventId;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The grid operator's zones and calls. */
@Path("/operator")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.OF_OPERATOR)
@RunOnVirtualThread
public class OperatorPage {
    private final SignedIn signedIn;
    private final OperatorScreens screens;
    private final Requests requests;

    OperatorPage(SignedIn signedIn, OperatorScreens screens, Requests requests) {
        this.signedIn = signedIn;
        this.screens = screens;
        this.requests = requests;
    }

    @GET
    @Operation(summary = "The operator's page", hidden = true)
    public TemplateInstance show(@QueryParam("done") @Nullable String done) {
        return page(
                Form.EMPTY,
                switch (done) {
                    case "called" -> "The call is published; the devices are being told.";
                    case "ended" -> "The call ends at the next slot boundary.";
                    case null, default -> "";
                });
    }

    @POST
    @Path("events")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Call demand response, from the page's form", hidden = true)
    public Response call(MultivaluedMap<String, String> sent) {
        Map<String, String> values = Form.values(sent);
        List<Violation> wrong = requests.call(signedIn.community(), values);
        return wrong.isEmpty()
                ? Response.seeOther(URI.create("/operator?done=called")).build()
                : Response.status(Response.Status.BAD_REQUEST)
                        .entity(page(new Form(values, wrong), ""))
                        .build();
    }

    @POST
    @Path("events/{event}/terminate")
    @Operation(summary = "End a call, from the page's form", hidden = true)
    public Response terminate(@PathParam("event") String event) {
        GridEventId id;
        try {
            id = GridEventId.of(event);
        } catch (IllegalArgumentException e) {
            throw Problems.notFound("There is no call " + event + ".");
        }
        List<Violation> wrong = requests.terminate(id);
        return wrong.isEmpty()
                ? Response.seeOther(URI.create("/operator?done=ended")).build()
                : Response.status(Response.Status.BAD_REQUEST)
                        .entity(page(Form.EMPTY, wrong.getFirst().message()))
                        .build();
    }

    private TemplateInstance page(Form form, String notice) {
        OperatorScreen screen = screens.of(signedIn.community());
        return Pages.operator(
                new Shell(signedIn.person(), Role.GRID_OPERATOR, screen.marketTime(), "grid"),
                screen,
                form,
                requests.earliest(),
                UUID.randomUUID().toString(),
                notice);
    }
}
