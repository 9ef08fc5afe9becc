package energy.peerwatt.gridservice.schedule;

import energy.peerwatt.gridservice.event.Calls;
import energy.peerwatt.messages.id.GridEventId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Looks for due work by market time; how often is real time, so that a frozen market costs next to nothing. */
@ApplicationScoped
class CallTicker {
    private static final Logger LOG = Logger.getLogger(CallTicker.class);

    private final Calls calls;
    private final CallStep step;

    CallTicker(Calls calls, CallStep step) {
        this.calls = calls;
        this.step = step;
    }

    @Scheduled(
            every = "${peerwatt.grid.poll}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> tick() {
        return Panache.withSession(calls::open)
                .chain(open -> Multi.createFrom()
                        .iterable(open)
                        .onItem()
                        .transformToUniAndConcatenate(this::bringForward)
                        .collect()
                        .last())
                .onFailure()
                .invoke(failure -> LOG.warnf("calls: will be tried again: %s", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** One call that fails does not hold up the others. */
    private Uni<Void> bringForward(GridEventId id) {
        return step.run(id)
                .chain(more -> more ? bringForward(id) : Uni.createFrom().voidItem())
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "call %s: will be tried again", id))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
