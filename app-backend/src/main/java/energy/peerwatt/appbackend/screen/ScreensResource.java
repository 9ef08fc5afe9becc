package energy.peerwatt.appbackend.screen;

import energy.peerwatt.appbackend.live.LiveFeed;
import energy.peerwatt.appbackend.person.Role;
import energy.peerwatt.appbackend.person.SignedIn;
import energy.peerwatt.appbackend.provisioning.Provisioning;
import energy.peerwatt.appbackend.service.Services;
import energy.peerwatt.appbackend.web.Problems;
import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.MeterId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Comparator;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One JSON answer per screen; the pages are rendered from the same. */
@Path("/api/v1/screens")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ScreensResource {
    private final SignedIn signedIn;
    private final HouseholdScreens households;
    private final OperatorScreens operators;
    private final Services services;
    private final Provisioning provisioning;
    private final LiveFeed feed;
    private final Clock clock;

    ScreensResource(
            SignedIn signedIn,
            HouseholdScreens households,
            OperatorScreens operators,
            Services services,
            Provisioning provisioning,
            LiveFeed feed,
            Clock clock) {
        this.signedIn = signedIn;
        this.households = households;
        this.operators = operators;
        this.services = services;
        this.provisioning = provisioning;
        this.feed = feed;
        this.clock = clock;
    }

    @GET
    @Path("household")
    @RolesAllowed(Role.OF_HOUSEHOLD)
    @Operation(summary = "Own home: power, energy, trades with reasons, money, calls, rewards")
    public HouseholdScreen household() {
        return households.of(signedIn.community(), signedIn.account());
    }

    @GET
    @Path("operator")
    @RolesAllowed(Role.OF_OPERATOR)
    @Operation(summary = "Zones and calls, in sums")
    public OperatorScreen operator() {
        return operators.of(signedIn.community());
    }

    @GET
    @Path("installer")
    @RolesAllowed(Role.OF_INSTALLER)
    @Operation(summary = "Gateways, meters and their state")
    public InstallerScreen installer() {
        return new InstallerScreen(clock.instant(), Part.of(services.gateway()), Part.of(provisioning.gateways()));
    }

    @GET
    @Path("installer/links/{meter}")
    @RolesAllowed(Role.OF_INSTALLER)
    @Operation(summary = "The buses of a home: how each unit answers, and the last raw frames")
    public LinksScreen links(@PathParam("meter") String meter) {
        MeterId id;
        try {
            id = MeterId.of(meter);
        } catch (IllegalArgumentException e) {
            throw Problems.notFound("There is no meter " + meter + ".");
        }
        return new LinksScreen(clock.instant(), id, Part.of(services.links(id)));
    }

    @GET
    @Path("community")
    @RolesAllowed(Role.OF_MANAGER)
    @Operation(summary = "Members and the books in sum")
    public CommunityScreen community() {
        CommunityId community = signedIn.community();
        return new CommunityScreen(
                clock.instant(),
                feed.read(picture -> picture.members(community)).stream()
                        .sorted(Comparator.comparing(MemberDefined::account))
                        .toList(),
                Part.of(services.trialBalance(community)));
    }
}
