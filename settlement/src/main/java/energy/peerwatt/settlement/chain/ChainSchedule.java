package energy.peerwatt.settlement.chain;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Keeps the chain's work going. A round that fails is tried again by the next. */
@ApplicationScoped
class ChainSchedule {
    private static final Logger LOG = Logger.getLogger(ChainSchedule.class);

    private final ChainWorker worker;
    private final Reconciliation reconciliation;

    ChainSchedule(ChainWorker worker, Reconciliation reconciliation) {
        this.worker = worker;
        this.reconciliation = reconciliation;
    }

    @Scheduled(
            every = "${peerwatt.chain.poll}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> round() {
        return quietly(worker.round());
    }

    @Scheduled(
            every = "${peerwatt.chain.reconcile}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> reconcile() {
        return quietly(reconciliation.run());
    }

    private static Uni<Void> quietly(Uni<Void> work) {
        return work.onFailure()
                .invoke(failure -> LOG.warnf("chain: will be tried again: %s", failure))
                .onFailure()
                .recoverWithNull();
    }
}
