package energy.peerwatt.settlement.chain;

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

    ChainWorker(
            ChainConnection connection, Indexer indexer, Commits commits, RewardCommits rewards, Pipeline pipeline) {
        this.connection = connection;
        this.indexer = indexer;
        this.commits = commits;
        this.rewards = rewards;
        this.pipeline = pipeline;
    }

    public Uni<Void> round() {
        return connection
                .connect()
                .chain(found -> found.map(contracts -> indexer.catchUp(contracts)
                                .chain(() -> commits.plan(contracts))
                                .chain(() -> rewards.plan(contracts))
                                .chain(() -> contracts.operator().isPresent()
                                        ? pipeline.advance(contracts)
                                        : Uni.createFrom().voidItem()))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
