package energy.peerwatt.settlement.chain;

import energy.peerwatt.contracts.chain.ChainUnavailable;
import energy.peerwatt.settlement.alarm.Alarms;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** One round: see what the chain did, then do what follows. */
@ApplicationScoped
public class ChainWorker {
    private final ChainConnection connection;
    private final Indexer indexer;
    private final Commits commits;
    private final RewardCommits rewards;
    private final Pipeline pipeline;
    private final Alarms alarms;

    ChainWorker(
            ChainConnection connection,
            Indexer indexer,
            Commits commits,
            RewardCommits rewards,
            Pipeline pipeline,
            Alarms alarms) {
        this.connection = connection;
        this.indexer = indexer;
        this.commits = commits;
        this.rewards = rewards;
        this.pipeline = pipeline;
        this.alarms = alarms;
    }

    public Uni<Void> round() {
        return connection
                .connect()
                .chain(found -> found.map(contracts -> indexer.catchUp(contracts)
                                .chain(() -> commits.plan(contracts))
                                .chain(() -> planRewards(contracts))
                                .chain(() -> contracts.operator().isPresent()
                                        ? pipeline.advance(contracts)
                                        : Uni.createFrom().voidItem()))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** Whatever is wrong with rewards, money goes on; a node that is away is the whole round's trouble. */
    private Uni<Void> planRewards(ChainContracts contracts) {
        return rewards.plan(contracts)
                .onFailure(failure -> !(failure instanceof ChainUnavailable))
                .invoke(failure -> alarms.raise("rewards", "plan", String.valueOf(failure)))
                .onFailure(failure -> !(failure instanceof ChainUnavailable))
                .recoverWithNull();
    }
}
