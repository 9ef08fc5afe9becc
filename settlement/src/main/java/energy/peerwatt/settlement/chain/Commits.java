package energy.peerwatt.settlement.chain;

import energy.peerwatt.contracts.chain.ChainRefused;
import energy.peerwatt.settlement.alarm.Alarms;
import energy.peerwatt.settlement.batch.BatchRow;
import energy.peerwatt.settlement.batch.Batches;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Decides what to send: one commit after the other, and the close of a period once its window is over. */
@ApplicationScoped
class Commits {
    private final Batches batches;
    private final Blocks blocks;
    private final Pipeline pipeline;
    private final Reconciliation reconciliation;
    private final Alarms alarms;

    Commits(Batches batches, Blocks blocks, Pipeline pipeline, Reconciliation reconciliation, Alarms alarms) {
        this.batches = batches;
        this.blocks = blocks;
        this.pipeline = pipeline;
        this.reconciliation = reconciliation;
        this.alarms = alarms;
    }

    private record Due(Optional<BatchRow> commit, Optional<BatchRow> close, Optional<Blocks.Tip> tip) {}

    /** Plans nothing while ledger and chain differ. */
    Uni<Void> plan(ChainContracts contracts) {
        if (contracts.operator().isEmpty() || !reconciliation.allowsCommits()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.withSession(() -> batches.nextToCommit()
                        .chain(commit -> batches.nextToClose()
                                .chain(close -> blocks.tip().map(tip -> new Due(commit, close, tip)))))
                .chain(due -> commit(contracts, due).chain(() -> close(contracts, due)));
    }

    private Uni<Void> commit(ChainContracts contracts, Due due) {
        return due.commit()
                .map(batch -> refusalsAreReported(
                        "commit/" + batch.number(),
                        pipeline.plan(
                                contracts,
                                "commit/" + batch.number(),
                                contracts.addresses().ledgerContract().commit(batch.header()),
                                () -> batches.submitted(batch.number()))))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> close(ChainContracts contracts, Due due) {
        return due.close()
                .filter(batch -> windowIsOver(contracts, batch, due.tip()))
                .map(batch -> refusalsAreReported(
                        "close/" + batch.header().period(),
                        pipeline.plan(
                                contracts,
                                "close/" + batch.header().period(),
                                contracts
                                        .addresses()
                                        .ledgerContract()
                                        .close(
                                                batch.header(),
                                                batch.previous().orElseThrow(),
                                                batch.committedAt().orElseThrow(),
                                                batch.net()),
                                () -> Uni.createFrom().voidItem())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** By the chain's own time. */
    private static boolean windowIsOver(ChainContracts contracts, BatchRow batch, Optional<Blocks.Tip> tip) {
        Instant closable = batch.committedAt().orElseThrow().plus(contracts.challengeWindow());
        return tip.filter(block -> !block.minedAt().isBefore(closable)).isPresent();
    }

    private Uni<Void> refusalsAreReported(String business, Uni<Void> planned) {
        return planned.onFailure(ChainRefused.class)
                .invoke(failure -> alarms.raise("contract refuses", business, String.valueOf(failure.getMessage())))
                .onFailure(ChainRefused.class)
                .recoverWithNull();
    }
}
