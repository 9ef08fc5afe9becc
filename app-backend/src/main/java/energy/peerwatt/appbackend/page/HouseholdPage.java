package energy.peerwatt.appbackend.page;

import energy.peerwatt.appbackend.call.ActionsResource;
import energy.peerwatt.appbackend.call.Participation;
import energy.peerwatt.appbackend.person.Role;
import energy.peerwatt.appbackend.person.SignedIn;
import energy.peerwatt.appbackend.screen.HouseholdScreen;
import energy.peerwatt.appbackend.screen.HouseholdScreens;
import energy.peerwatt.appbackend.web.Problems;
import energy.peerwatt.appbackend.web.Violation;
import energy.peerwatt.messages.id.GridEventId;
import io.quarkiverse.resteasy.problem.HttpProblem;
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
    private final Participation participation;

    HouseholdPage(SignedIn signedIn, HouseholdScreens screens, ActionsResource actions, Participation participation) {
        this.signedIn = signedIn;
        this.screens = screens;
        this.actions = actions;
        this.participation = participation;
    }

    @GET
    @Operation(summary = "The household's page", hidden = true)
    public TemplateInstance show(@QueryParam("done") @Nullable String done) {
        return page(
                switch (done) {
                    case "claimed" -> "Your claim is on its way to the chain; it shows below once it is mined.";
                    case "consented" -> "You take part: the next call may ask your battery.";
                    case "withdrawn" -> "You take no part from now on. A call that has been published goes on.";
                    case "left" -> "You left the call. Your battery is being released, and there is no reward for it.";
                    case null, default -> "";
                },
                Form.EMPTY);
    }

    @POST
    @Path("claim")
    @Operation(summary = "Claim rewards, from the page's form", hidden = true)
    public Response claim() {
        try (Response answer = actions.claim()) {
            if (answer.getStatus() < Response.Status.BAD_REQUEST.getStatusCode()) {
                return done("claimed");
            }
            return again(answer.getStatus(), "The claim was not taken: settlement says " + answer.getStatus() + ".");
        } catch (HttpProblem problem) {
            return again(problem.getStatusCode(), String.valueOf(problem.getDetail()));
        }
    }

    @POST
    @Path("consent")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Take part in calls, from the page's form", hidden = true)
    public Response consent(MultivaluedMap<String, String> sent) {
        Map<String, String> values = Form.values(sent);
        List<Violation> wrong = participation.consent(signedIn.account(), values);
        return wrong.isEmpty()
                ? done("consented")
                : Response.status(Response.Status.BAD_REQUEST)
                        .entity(page("", new Form(values, wrong)))
                        .build();
    }

    @POST
    @Path("consent/withdrawal")
    @Operation(summary = "Take no part any more, from the page's form", hidden = true)
    public Response withdraw() {
        return done("withdrawn", participation.withdraw(signedIn.account()));
    }

    @POST
    @Path("calls/{event}/opt-out")
    @Operation(summary = "Leave a call, from the page's form", hidden = true)
    public Response leave(@PathParam("event") String event) {
        GridEventId id;
        try {
            id = GridEventId.of(event);
        } catch (IllegalArgumentException e) {
            throw Problems.notFound("There is no call " + event + ".");
        }
        return done("left", participation.leave(signedIn.account(), id));
    }

    private Response done(String what, List<Violation> wrong) {
        return wrong.isEmpty()
                ? done(what)
                : again(
                        Response.Status.BAD_REQUEST.getStatusCode(),
                        wrong.getFirst().message());
    }

    private static Response done(String what) {
        return Response.seeOther(URI.create("/household?done=" + what)).build();
    }

    private Response again(int status, String notice) {
        return Response.status(status).entity(page(notice, Form.EMPTY)).build();
    }

    private TemplateInstance page(String notice, Form form) {
        HouseholdScreen screen = screens.of(signedIn.community(), signedIn.account());
        return Pages.household(
                new Shell(signedIn.person(), Role.HOUSEHOLD, screen.marketTime(), "home"), screen, notice, form);
    }
}
