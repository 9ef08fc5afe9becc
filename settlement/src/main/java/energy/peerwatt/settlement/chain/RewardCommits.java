package energy.peerwatt.settlement.chain;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.ChainRefused;
import energy.peerwatt.messages.evidence.RewardEpoch;
import energy.peerwatt.settlement.alarm.Alarms;
import energy.peerwatt.settlement.reward.RewardClaims;
import energy.peerwatt.settlement.reward.RewardEpochs;
import energy.peerwatt.settlement.reward.RewardsOnChain;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Decides what to send about rewards: one root after the other once the one before is active, and asked-for claims. */
@ApplicationScoped
class RewardCommits {
    private final RewardEpochs epochs;
    private final RewardsOnChain onChain;
    private final RewardClaims claims;
    private final Pipeline pipeline;
    private final Alarms alarms;

    RewardCommits(RewardEpochs epochs, RewardsOnChain onChain, RewardClaims claims, Pipeline pipeline, Alarms alarms) {
        this.epochs = epochs;
        this.onChain = onChain;
        this.claims = claims;
        this.pipeline = pipeline;
        this.alarms = alarms;
    }

    Uni<Void> plan(ChainContracts contracts) {
        if (contracts.operator().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String token = contracts.addresses().watt().address().hex();
        return Panache.withTransaction(() -> epochs.makeDue(contracts.cell(), token))
                .chain(() -> Panache.withSession(() -> nextToPost(contracts)))
                .chain(epoch -> epoch.map(one -> post(contracts, one))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .chain(() -> Panache.withTransaction(() -> claims.due(contracts.cell())))
                .chain(due -> claim(contracts, due));
    }

    /** The contract takes no root while the one before waits. */
    private Uni<Optional<RewardEpoch>> nextToPost(ChainContracts contracts) {
        return onChain.latest()
                .chain(last -> last.filter(root -> !root.active()).isPresent()
                        ? Uni.createFrom().item(Optional.empty())
                        : epochs.find(
                                contracts.cell(),
                                last.map(RewardsOnChain.Posted::epoch).orElse(0L) + 1));
    }

    private Uni<Void> post(ChainContracts contracts, RewardEpoch epoch) {
        String business = "reward-root/" + epoch.epoch();
        return refusalsAreReported(
                business,
                pipeline.plan(
                        contracts,
                        business,
                        contracts
                                .addresses()
                                .distributorContract()
                                .postRoot(epoch.epoch(), epoch.tree().root(), epoch.total(), epoch.dataHash()),
                        () -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> claim(ChainContracts contracts, List<RewardClaims.Due> due) {
        return Multi.createFrom()
                .iterable(due)
                .onItem()
                .transformToUniAndConcatenate(one -> claim(contracts, one))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> claim(ChainContracts contracts, RewardClaims.Due due) {
        String business =
                "reward-claim/" + due.wallet() + "/" + due.cumulative().nano();
        return refusalsAreReported(
                business,
                pipeline.plan(
                        contracts,
                        business,
                        contracts
                                .addresses()
                                .distributorContract()
                                .claim(
                                        Address.of(due.wallet()),
                                        Address.of(due.token()),
                                        due.cumulative(),
                                        due.proof()),
                        () -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> refusalsAreReported(String business, Uni<Void> planned) {
        return planned.onFailure(ChainRefused.class)
                .invoke(failure -> alarms.raise("contract refuses", business, String.valueOf(failure.getMessage())))
                .onFailure(ChainRefused.class)
                .recoverWithNull();
    }
}
