package energy.peerwatt.settlement.reward;

import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.RewardEpoch;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.TokenAmount;
import energy.peerwatt.settlement.reward.domain.ClaimState;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Claims that members asked for. One is open per wallet; it is done once the chain paid what could be claimed. */
@ApplicationScoped
public class RewardClaims {
    private final RewardEpochs epochs;
    private final RewardsOnChain onChain;
    private final Clock clock;

    RewardClaims(RewardEpochs epochs, RewardsOnChain onChain, Clock clock) {
        this.epochs = epochs;
        this.onChain = onChain;
        this.clock = clock;
    }

    /** A claim that the chain would pay now. */
    public record Due(String wallet, String token, TokenAmount cumulative, List<Hash32> proof) {}

    private record Open(long id, String wallet, TokenAmount asked) {}

    /**
     * Asking again while one is open changes nothing.
     *
     * @param asked cumulative, as posted under the newest root
     */
    Uni<Void> request(CommunityId community, AccountId account, String wallet, TokenAmount asked) {
        return Sql.of("""
                insert into reward_claim (community, account, wallet, asked, state, requested_at)
                values (:community, :account, :wallet, :asked, 'OPEN', :now) on conflict do nothing
                """)
                .with("community", community.value())
                .with("account", account.value())
                .with("wallet", wallet)
                .with("asked", asked.nano())
                .with("now", clock.instant())
                .run()
                .replaceWithVoid();
    }

    Uni<Boolean> isOpen(CommunityId community, String wallet) {
        return Sql.of(
                        "select id from reward_claim where community = :community and wallet = :wallet and state = 'OPEN'")
                .with("community", community.value())
                .with("wallet", wallet)
                .first(row -> row.number(0))
                .map(Optional::isPresent);
    }

    /** Open claims that the active root pays; those that are paid are closed. */
    public Uni<List<Due>> due(CommunityId community) {
        return Sql.of("""
                select id, wallet, asked from reward_claim
                where community = :community and state = 'OPEN' order by id
                """)
                .with("community", community.value())
                .list(row -> new Open(row.number(0), row.text(1), TokenAmount.ofNano(row.number(2))))
                .chain(open -> open.isEmpty()
                        ? Uni.createFrom().item(List.of())
                        : onChain.active()
                                .chain(active -> active.map(root -> epochs.find(community, root.epoch()))
                                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                                .chain(epoch -> epoch.map(one -> due(open, one))
                                        .orElseGet(() -> Uni.createFrom().item(List.of()))));
    }

    private Uni<List<Due>> due(List<Open> open, RewardEpoch epoch) {
        return Multi.createFrom()
                .iterable(open)
                .onItem()
                .transformToUniAndConcatenate(one -> due(one, epoch))
                .collect()
                .asList()
                .map(found -> found.stream().flatMap(Optional::stream).toList());
    }

    private Uni<Optional<Due>> due(Open open, RewardEpoch epoch) {
        return onChain.claimed(open.wallet()).chain(claimed -> {
            TokenAmount claimable = Wallets.cumulative(epoch, open.wallet());
            return switch (ClaimState.of(open.asked(), claimable, claimed)) {
                case DUE ->
                    Uni.createFrom()
                            .item(Optional.of(new Due(
                                    open.wallet(), epoch.token(), claimable, Wallets.proof(epoch, open.wallet()))));
                case WAITING -> Uni.createFrom().item(Optional.empty());
                case DONE ->
                    Sql.of("update reward_claim set state = 'DONE' where id = :id")
                            .with("id", open.id())
                            .run()
                            .replaceWith(Optional.empty());
            };
        });
    }
}
