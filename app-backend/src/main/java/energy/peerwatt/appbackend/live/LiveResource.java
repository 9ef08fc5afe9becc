package energy.peerwatt.appbackend.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.appbackend.live.domain.Viewer;
import energy.peerwatt.appbackend.person.Role;
import energy.peerwatt.appbackend.person.SignedIn;
import energy.peerwatt.messages.Json;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The live stream of the person who is signed in: a household's own home, or an operator's sums. */
@Path("/api/v1/live")
public class LiveResource {
    /** As long as an access token lives; the browser comes back and is checked again. Real time. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final LiveFeed feed;
    private final SignedIn signedIn;

    LiveResource(LiveFeed feed, SignedIn signedIn) {
        this.feed = feed;
        this.signedIn = signedIn;
    }

    @GET
    @Path("home")
    @RolesAllowed(Role.OF_HOUSEHOLD)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Own home, live",
            description = "A snapshot, then power, trades, balance and call as they change; resumes by Last-Event-ID")
    public Multi<OutboundSseEvent> home(Sse sse, @HeaderParam("Last-Event-ID") @Nullable String lastSeen) {
        return stream(sse, new Viewer.Household(signedIn.account()), lastSeen);
    }

    @GET
    @Path("grid")
    @RolesAllowed(Role.OF_OPERATOR)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Sums of zones and of calls, live",
            description = "A snapshot, then zone, zones and event as they change; resumes by Last-Event-ID")
    public Multi<OutboundSseEvent> grid(Sse sse, @HeaderParam("Last-Event-ID") @Nullable String lastSeen) {
        return stream(sse, new Viewer.Operator(signedIn.community()), lastSeen);
    }

    private Multi<OutboundSseEvent> stream(Sse sse, Viewer viewer, @Nullable String lastSeen) {
        return feed.follow(viewer, lastSeen).select().first(LONGEST).map(message -> event(sse, message));
    }

    private static OutboundSseEvent event(Sse sse, LiveMessage message) {
        OutboundSseEvent.Builder event = sse.newEventBuilder().name(message.kind());
        if (message.id() != null) {
            event.id(message.id());
        }
        try {
            return event.data(String.class, Json.mapper().writeValueAsString(message.body()))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + message.kind(), e);
        }
    }
}
