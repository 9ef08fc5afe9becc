package energy.peerwatt.gridservice.event;

import energy.peerwatt.gridservice.event.domain.Call;
import energy.peerwatt.gridservice.live.LatestTelemetry;
import energy.peerwatt.gridservice.rest.Problems;
import energy.peerwatt.gridservice.rest.Roles;
import energy.peerwatt.messages.event.GridEventChanged;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.quantity.Power;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** A call while it runs. */
@Path("/grid/v1/events/{event}/live")
@Produces(MediaType.APPLICATION_JSON)
public class LiveResource {
    private static final long SECONDS_PER_HOUR = 3_600;

    private final Calls calls;
    private final Participations participations;
    private final LatestTelemetry telemetry;
    private final Clock clock;

    LiveResource(Calls calls, Participations participations, LatestTelemetry telemetry, Clock clock) {
        this.calls = calls;
        this.participations = participations;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    @GET
    @WithSession
    @RolesAllowed(Roles.GRID_OPERATOR)
    @Operation(summary = "Requested, expected and delivered power now, summed over the participants")
    public Uni<LiveResponse> live(@PathParam("event") String event) {
        GridEventId id = EventResource.id(event);
        return calls.find(id)
                .map(found -> found.orElseThrow(() -> Problems.notFound("no such event: " + id)))
                .chain(call -> participations.of(id).map(all -> live(call, all, clock.instant())));
    }

    private LiveResponse live(Call call, List<Participation> all, Instant now) {
        List<Participation> called =
                all.stream().filter(Participation::isCalled).toList();
        List<Long> delivered = called.stream()
                .flatMap(one -> delivered(call, one, now).stream())
                .toList();
        return new LiveResponse(
                call.id(),
                call.state(),
                now,
                call.terms().target(),
                new Power(
                        called.stream().mapToLong(one -> one.expected().watts()).sum()),
                delivered.isEmpty()
                        ? null
                        : new Power(
                                delivered.stream().mapToLong(Long::longValue).sum()),
                called.size(),
                delivered.size());
    }

    private Optional<Long> delivered(Call call, Participation one, Instant now) {
        ShownBaseline baseline = one.baseline();
        Instant start = call.terms().start();
        if (baseline == null || call.state() != GridEventChanged.State.ACTIVE || now.isBefore(start)) {
            return Optional.empty();
        }
        long slot = Duration.between(start, now).dividedBy(call.slot());
        if (slot >= baseline.slotsWh().size()) {
            return Optional.empty();
        }
        long usualW = baseline.slotsWh().get((int) slot)
                * SECONDS_PER_HOUR
                / call.slot().toSeconds();
        return telemetry.of(one.meter()).map(shown -> usualW - shown.gridW().watts());
    }
}
