package energy.peerwatt.gridservice.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.gridservice.event.domain.Pseudonym;
import energy.peerwatt.gridservice.rest.Caller;
import energy.peerwatt.gridservice.rest.Problems;
import energy.peerwatt.gridservice.rest.Roles;
import energy.peerwatt.gridservice.verification.Verifications;
import energy.peerwatt.gridservice.verification.Verifications.Stored;
import energy.peerwatt.gridservice.verification.domain.VerificationInputs;
import energy.peerwatt.gridservice.verification.domain.VerificationResult;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.TokenAmount;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What a call brought, and for an auditor everything that is needed to work it out again. */
@Path("/grid/v1/events/{event}/verification")
@Produces(MediaType.APPLICATION_JSON)
public class VerificationResource {
    private final Verifications verifications;
    private final Caller caller;

    VerificationResource(Verifications verifications, Caller caller) {
        this.verifications = verifications;
        this.caller = caller;
    }

    /**
     * @param inputHash Keccak-256 over the canonical JSON (RFC 8785) of the inputs
     * @param lines a participant each
     * @param inputs for auditors and services only: they hold single homes' readings
     * @param result for auditors and services only
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            GridEventId event,
            Instant verifiedAt,
            String policy,
            Hash32 inputHash,
            List<Line> lines,
            @Nullable VerificationInputs inputs,
            @Nullable VerificationResult result) {}

    /** @param excluded why nothing counts; absent if it does */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            Pseudonym participant,
            @Nullable String excluded,
            Energy verifiedWh,
            Money currencyRewardNano,
            TokenAmount tokenRewardNano) {}

    @GET
    @WithSession
    @RolesAllowed({Roles.GRID_OPERATOR, Roles.AUDITOR, Roles.SERVICE})
    @Operation(summary = "What was verified; auditors also get all inputs, over which inputHash is made")
    public Uni<View> find(@PathParam("event") String event) {
        GridEventId id = EventResource.id(event);
        return verifications
                .of(id)
                .map(found -> found.orElseThrow(() -> Problems.notFound("event " + id + " is not verified")))
                .map(stored -> view(stored, caller.has(Roles.AUDITOR) || caller.has(Roles.SERVICE)));
    }

    private static View view(Stored stored, boolean withInputs) {
        return new View(
                stored.event(),
                stored.verifiedAt(),
                stored.result().policy(),
                stored.result().inputHash(),
                stored.result().lines().stream()
                        .map(line -> new Line(
                                Pseudonym.of(stored.event(), line.line().account()),
                                line.excluded(),
                                line.line().verified(),
                                line.line().currencyReward(),
                                line.line().tokenReward()))
                        .toList(),
                withInputs ? stored.inputs() : null,
                withInputs ? stored.result() : null);
    }
}
