package energy.peerwatt.gridservice.event;

import energy.peerwatt.gridservice.event.domain.Call;
import energy.peerwatt.gridservice.rest.Caller;
import energy.peerwatt.gridservice.rest.Fields;
import energy.peerwatt.gridservice.rest.Roles;
import energy.peerwatt.gridservice.verification.Verifications;
import energy.peerwatt.gridservice.verification.Verifications.Stored;
import energy.peerwatt.gridservice.verification.domain.VerificationResult;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridEventId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** A household's own calls. */
@Path("/grid/v1/accounts/{account}/events")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.HOUSEHOLD)
public class AccountEventsResource {
    private final Calls calls;
    private final Participations participations;
    private final Verifications verifications;
    private final Termination termination;
    private final Caller caller;

    AccountEventsResource(
            Calls calls,
            Participations participations,
            Verifications verifications,
            Termination termination,
            Caller caller) {
        this.calls = calls;
        this.participations = participations;
        this.verifications = verifications;
        this.termination = termination;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "The household's calls, latest first: the baseline of each slot before, what was measured after")
    public Uni<List<HouseholdEvent>> list(@PathParam("account") String account) {
        AccountId id = own(account);
        return Panache.withSession(() -> participations.of(id).chain(this::view));
    }

    @POST
    @Path("/{event}/opt-out")
    @Operation(summary = "Leave a call: the device is released at once, and the household gets nothing for the call")
    public Uni<List<HouseholdEvent>> optOut(@PathParam("account") String account, @PathParam("event") String event) {
        AccountId id = own(account);
        GridEventId left = EventResource.id(event);
        return Panache.withTransaction(() -> termination.optOut(left, id))
                .chain(() -> Panache.withSession(() -> participations.of(id).chain(this::view)));
    }

    private Uni<List<HouseholdEvent>> view(List<Participation> own) {
        Map<GridEventId, Participation> byEvent =
                own.stream().collect(Collectors.toMap(Participation::event, Function.identity()));
        return calls.of(byEvent.keySet())
                .chain(found -> verifications
                        .of(byEvent.keySet())
                        .map(stored -> found.stream()
                                .map(call -> view(
                                        call, Objects.requireNonNull(byEvent.get(call.id())), stored.get(call.id())))
                                .toList()));
    }

    private static HouseholdEvent view(Call call, Participation one, @Nullable Stored stored) {
        VerificationResult.Line own = stored == null
                ? null
                : stored.result().lines().stream()
                        .filter(line -> line.line().account().equals(one.account()))
                        .findFirst()
                        .orElse(null);
        return HouseholdEvent.of(call, one, own);
    }

    private AccountId own(String account) {
        Fields fields = Fields.none();
        AccountId id = fields.given("account", account, AccountId::of, new AccountId(new UUID(0, 0)));
        fields.check();
        caller.requireOwn(id);
        return id;
    }
}
