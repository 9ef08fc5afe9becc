package energy.peerwatt.gridservice.enrolment;

import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.gridservice.member.Member;
import energy.peerwatt.gridservice.member.Members;
import energy.peerwatt.gridservice.rest.Caller;
import energy.peerwatt.gridservice.rest.Fields;
import energy.peerwatt.gridservice.rest.Problems;
import energy.peerwatt.gridservice.rest.Roles;
import energy.peerwatt.gridservice.rest.Violation;
import energy.peerwatt.messages.id.AccountId;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Enrolments. A household sees and changes its own. */
@Path("/grid/v1/enrolments/{account}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.HOUSEHOLD, Roles.SERVICE})
public class EnrolmentResource {
    private final Enrolments enrolments;
    private final Members members;
    private final Caller caller;
    private final Clock clock;

    EnrolmentResource(Enrolments enrolments, Members members, Caller caller, Clock clock) {
        this.enrolments = enrolments;
        this.members = members;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @WithSession
    @Operation(summary = "What the household lends to demand response")
    public Uni<Enrolment> find(@PathParam("account") String account) {
        AccountId id = own(account);
        return enrolments
                .of(id)
                .map(found -> found.orElseThrow(() -> Problems.notFound("account " + id + " is not enrolled")));
    }

    @PUT
    @WithTransaction
    @Operation(summary = "Enrol a device, or change the enrolment; calls that are published keep what they had")
    public Uni<Enrolment> put(@PathParam("account") String account, @Nullable JsonNode body) {
        AccountId id = own(account);
        Enrolment enrolment = EnrolmentRequest.read(id, body, clock.instant());
        return members.of(id)
                .invoke(known -> requireItsMeter(enrolment, known))
                .chain(() -> enrolments.put(enrolment))
                .replaceWith(enrolment);
    }

    @DELETE
    @WithTransaction
    @Operation(
            summary = "Withdraw the consent: no later call asks the device",
            description = "A call that is published goes on; a household leaves that one by opting out of it.")
    @APIResponse(responseCode = "204", description = "Not enrolled, or not any more")
    public Uni<Void> withdraw(@PathParam("account") String account) {
        return enrolments.remove(own(account)).replaceWithVoid();
    }

    /** An account that is no member yet may enrol beforehand: it is called once it is one, with this meter. */
    private static void requireItsMeter(Enrolment enrolment, List<Member> known) {
        if (!known.isEmpty() && known.stream().noneMatch(one -> one.meter().equals(enrolment.meter()))) {
            throw Problems.refused(List.of(new Violation(
                    "meter", "meter must be that of account " + enrolment.account() + ": " + enrolment.meter())));
        }
    }

    private AccountId own(String account) {
        Fields fields = Fields.none();
        AccountId id = fields.given("account", account, AccountId::of, new AccountId(new UUID(0, 0)));
        fields.check();
        caller.requireOwn(id);
        return id;
    }
}
