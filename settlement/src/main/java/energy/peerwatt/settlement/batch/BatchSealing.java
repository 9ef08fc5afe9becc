package energy.peerwatt.settlement.batch;

import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.settlement.alarm.Alarms;
import energy.peerwatt.settlement.batch.domain.BatchRefused;
import energy.peerwatt.settlement.batch.domain.ChainHead;
import energy.peerwatt.settlement.batch.domain.FinalSlot;
import energy.peerwatt.settlement.batch.domain.FundPayments;
import energy.peerwatt.settlement.batch.domain.Recompute;
import energy.peerwatt.settlement.batch.domain.SealedBatch;
import energy.peerwatt.settlement.batch.domain.Sealer;
import energy.peerwatt.settlement.config.BatchConfig;
import energy.peerwatt.settlement.quantity.Slots;
import energy.peerwatt.settlement.response.ResponseQueue;
import energy.peerwatt.settlement.sql.Offload;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Seals what is final: reads, packs and recomputes away from the database, then writes the batch in one transaction. */
@ApplicationScoped
public class BatchSealing {
    private static final Logger LOG = Logger.getLogger(BatchSealing.class);

    private final CommunityOnChain onChain;
    private final BatchConfig config;
    private final Batches batches;
    private final Slots slots;
    private final SlotQueue queue;
    private final ResponseQueue responses;
    private final Offload offload;
    private final Alarms alarms;
    private final SecureRandom salts = new SecureRandom();

    BatchSealing(
            CommunityOnChain onChain,
            BatchConfig config,
            Batches batches,
            Slots slots,
            SlotQueue queue,
            ResponseQueue responses,
            Offload offload,
            Alarms alarms) {
        this.onChain = onChain;
        this.config = config;
        this.batches = batches;
        this.slots = slots;
        this.queue = queue;
        this.responses = responses;
        this.offload = offload;
        this.alarms = alarms;
    }

    private record Work(ChainHead head, List<FinalSlot> slots, List<FundPayments> payments) {}

    /** Seals at most one batch, of the community whose contracts this service speaks to. */
    public Uni<Void> sealDue() {
        return onChain.community()
                .map(this::seal)
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> seal(CommunityId community) {
        return Panache.withSession(() -> head(community)
                        .chain(head -> head.isEmpty()
                                ? Uni.createFrom().item(Optional.<Work>empty())
                                : queue.from(community, head.get().slotTo())
                                        .chain(ready -> responses
                                                .waiting(community)
                                                .map(waiting -> Optional.of(new Work(head.get(), ready, waiting))))))
                .chain(work -> work.filter(found -> hasRecords(found.slots()))
                        .map(found -> seal(community, found))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Optional<ChainHead>> head(CommunityId community) {
        return batches.head()
                .chain(head -> head.isPresent()
                        ? Uni.createFrom().item(head)
                        : slots.first(community)
                                .map(first -> first.map(
                                        slot -> ChainHead.start(slot.slot().number()))));
    }

    private static boolean hasRecords(List<FinalSlot> slots) {
        return slots.stream().anyMatch(slot -> !slot.trades().isEmpty());
    }

    private Uni<Void> seal(CommunityId community, Work work) {
        Sealer sealer = new Sealer(community, config.batchesPerPeriod(), config.paramsVersion(), salts);
        return offload.call(() -> checked(work.head(), sealer.seal(work.head(), work.slots(), work.payments())))
                .onFailure(BatchRefused.class)
                .invoke(failure -> alarms.raise(
                        "batch refused", Long.toString(work.head().number() + 1), String.valueOf(failure.getMessage())))
                .onFailure(BatchRefused.class)
                .recoverWithItem(Optional.empty())
                .chain(batch -> batch.map(made -> store(work.head(), made))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private static Optional<SealedBatch> checked(ChainHead head, Optional<SealedBatch> batch) {
        batch.map(made -> Recompute.differences(head, made))
                .filter(differences -> !differences.isEmpty())
                .ifPresent(differences -> {
                    throw new BatchRefused("recomputing it differs: " + differences);
                });
        return batch;
    }

    private Uni<Void> store(ChainHead head, SealedBatch batch) {
        return Panache.withTransaction(() -> batches.add(
                                batch,
                                head,
                                time(batch.header().slotFrom()),
                                time(batch.header().slotTo()))
                        .chain(() -> responses.batched(
                                batch.responses(), batch.header().number())))
                .invoke(() -> LOG.infof(
                        "batch %d sealed: %d records, slots %d to %d, period %d%s",
                        batch.header().number(),
                        batch.header().records(),
                        batch.header().slotFrom(),
                        batch.header().slotTo(),
                        batch.header().period(),
                        batch.header().endsPeriod() ? ", its last" : ""));
    }

    private static Instant time(long slotNumber) {
        return Instant.ofEpochSecond(slotNumber * Slot.NUMBER_UNIT.toSeconds());
    }
}
