package energy.peerwatt.gridservice.schedule;

import energy.peerwatt.gridservice.baseline.domain.Net10;
import energy.peerwatt.gridservice.event.Calls;
import energy.peerwatt.gridservice.event.Participation;
import energy.peerwatt.gridservice.event.Participations;
import energy.peerwatt.gridservice.event.ShownBaseline;
import energy.peerwatt.gridservice.event.domain.Call;
import energy.peerwatt.messages.id.GridEventId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/**
 * Brings one call forward by one step, if one is due: it starts, it ends, it is verified, or its baselines are shown.
 * All is in the database and a step is one transaction, so that a step that is repeated after a crash finds it done.
 */
@ApplicationScoped
public class CallStep {
    private final Calls calls;
    private final Participations participations;
    private final CallVerification verification;
    private final Clock clock;

    CallStep(Calls calls, Participations participations, CallVerification verification, Clock clock) {
        this.calls = calls;
        this.participations = participations;
        this.verification = verification;
        this.clock = clock;
    }

    /** @return whether there may be more to do at once */
    public Uni<Boolean> run(GridEventId id) {
        return Panache.withTransaction(() -> calls.lockedIfFree(id)
                .chain(found ->
                        found.map(this::step).orElseGet(() -> Uni.createFrom().item(false))));
    }

    private Uni<Boolean> step(Call call) {
        Optional<Call> due = call.due(clock.instant());
        if (due.isPresent()) {
            return calls.change(due.get()).replaceWith(true);
        }
        return switch (call.state()) {
            case PUBLISHED, ACTIVE -> show(call).replaceWith(false);
            case ENDED -> verification.verify(call).replaceWith(false);
            case VERIFIED, CANCELLED, FAILED -> Uni.createFrom().item(false);
        };
    }

    /** Once in each state: at publication as far as the past is known then, and at the start with all of it. */
    private Uni<Void> show(Call call) {
        return calls.hasBaselinesShown(call)
                .chain(shown -> shown
                        ? Uni.createFrom().voidItem()
                        : participations
                                .of(call.id())
                                .chain(all -> Multi.createFrom()
                                        .iterable(all)
                                        .onItem()
                                        .transformToUniAndConcatenate(one -> show(call, one))
                                        .collect()
                                        .last())
                                .chain(() -> calls.baselinesShown(call)));
    }

    private Uni<Void> show(Call call, Participation one) {
        return verification
                .energies(call, one)
                .chain(inputs -> participations.show(one, ShownBaseline.of(Net10.of(inputs))));
    }
}
