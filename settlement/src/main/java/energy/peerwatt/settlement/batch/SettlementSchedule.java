package energy.peerwatt.settlement.batch;

import energy.peerwatt.settlement.quantity.SlotSettler;
import energy.peerwatt.settlement.response.ResponseSettler;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Looks for due work by market time; how often is real time, so that a frozen market costs next to nothing. */
@ApplicationScoped
class SettlementSchedule {
    private static final Logger LOG = Logger.getLogger(SettlementSchedule.class);

    private final SlotSettler settler;
    private final ResponseSettler responses;
    private final BatchSealing sealing;

    SettlementSchedule(SlotSettler settler, ResponseSettler responses, BatchSealing sealing) {
        this.settler = settler;
        this.responses = responses;
        this.sealing = sealing;
    }

    @Scheduled(
            every = "${peerwatt.settlement.poll}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> settle() {
        return settler.settleDue()
                .chain(responses::settleDue)
                .chain(sealing::sealDue)
                .onFailure()
                .invoke(failure -> LOG.warnf("settlement: will be tried again: %s", failure))
                .onFailure()
                .recoverWithNull();
    }
}
