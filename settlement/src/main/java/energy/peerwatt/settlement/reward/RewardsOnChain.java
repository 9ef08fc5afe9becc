package energy.peerwatt.settlement.reward;

import energy.peerwatt.contracts.binding.RewardDistributorContract.Claimed;
import energy.peerwatt.contracts.binding.RewardDistributorContract.Event;
import energy.peerwatt.contracts.binding.RewardDistributorContract.RootPosted;
import energy.peerwatt.contracts.chain.ChainLog;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.quantity.TokenAmount;
import energy.peerwatt.settlement.alarm.Alarms;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** What the distributor said: rows name their block and count while it is canonical. */
@ApplicationScoped
public class RewardsOnChain {
    private final Alarms alarms;

    RewardsOnChain(Alarms alarms) {
        this.alarms = alarms;
    }

    /** @param active whether claims are checked against it already, by the time of the newest block */
    public record Posted(long epoch, Instant activeAt, boolean active) {}

    public Uni<Void> apply(ChainLog log, Event event) {
        return switch (event) {
            case RootPosted posted -> posted(log, posted);
            case Claimed claimed ->
                Sql.of("""
                        insert into reward_claimed (block, idx, tx, wallet, amount, cumulative)
                        values (:block, :idx, :tx, :wallet, :amount, :cumulative) on conflict do nothing
                        """)
                        .with("block", log.blockHash().hex())
                        .with("idx", log.index())
                        .with("tx", log.transaction().hex())
                        .with("wallet", claimed.account().hex())
                        .with("amount", claimed.amount().nano())
                        .with("cumulative", claimed.cumulative().nano())
                        .run()
                        .replaceWithVoid();
        };
    }

    private Uni<Void> posted(ChainLog log, RootPosted posted) {
        return Sql.of("""
                insert into root_posted (block, idx, epoch, root, total, data_hash, active_at)
                values (:block, :idx, :epoch, :root, :total, :data, :active) on conflict do nothing
                """)
                .with("block", log.blockHash().hex())
                .with("idx", log.index())
                .with("epoch", posted.epoch())
                .with("root", posted.root().hex())
                .with("total", posted.total().nano())
                .with("data", posted.dataHash().hex())
                .with("active", posted.activeAt())
                .run()
                .chain(() -> Sql.of("select root from reward_epoch where epoch = :epoch")
                        .with("epoch", posted.epoch())
                        .first(row -> row.hash(0)))
                .invoke(mine -> {
                    if (!mine.equals(Optional.of(posted.root()))) {
                        alarms.raise(
                                "reward root",
                                Long.toString(posted.epoch()),
                                "on chain is " + posted.root() + ", made here was " + mine);
                    }
                })
                .replaceWithVoid();
    }

    /** The newest root on chain. */
    public Uni<Optional<Posted>> latest() {
        return newest("");
    }

    /** The newest root that claims are checked against. */
    public Uni<Optional<Posted>> active() {
        return newest("where active_at <= (select max(mined_at) from block where canonical)");
    }

    private static Uni<Optional<Posted>> newest(String condition) {
        return Sql.of("select epoch, active_at, active_at <= (select max(mined_at) from block where canonical)"
                        + " from canonical_root_posted " + condition + " order by epoch desc limit 1")
                .first(row -> new Posted(row.number(0), row.time(1), row.flag(2)));
    }

    /** All that was ever paid to a wallet. */
    public Uni<TokenAmount> claimed(String wallet) {
        return Sql.of("select coalesce(max(cumulative), 0) from canonical_reward_claimed where wallet = :wallet")
                .with("wallet", wallet)
                .first(row -> TokenAmount.ofNano(row.number(0)))
                .map(Optional::orElseThrow);
    }
}
