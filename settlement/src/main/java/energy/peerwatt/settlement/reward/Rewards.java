package energy.peerwatt.settlement.reward;

import energy.peerwatt.messages.evidence.RewardEpoch;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.TokenAmount;
import energy.peerwatt.settlement.reward.RewardsOnChain.Posted;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Joins what was earned here with what the chain has. */
@ApplicationScoped
class Rewards {
    private final RewardEpochs epochs;
    private final RewardsOnChain onChain;
    private final RewardClaims claims;

    Rewards(RewardEpochs epochs, RewardsOnChain onChain, RewardClaims claims) {
        this.epochs = epochs;
        this.onChain = onChain;
        this.claims = claims;
    }

    /** @param posted newest root on chain, with the epoch it stands for */
    private record Roots(Optional<Posted> posted, Optional<RewardEpoch> newest, Optional<RewardEpoch> active) {}

    Uni<RewardsView> of(CommunityId community, AccountId account, String wallet) {
        return roots(community)
                .chain(roots -> epochs.latest(community)
                        .chain(made -> onChain.claimed(wallet)
                                .chain(claimed -> claims.isOpen(community, wallet)
                                        .map(claiming -> view(account, wallet, roots, made, claimed, claiming)))));
    }

    private Uni<Roots> roots(CommunityId community) {
        return onChain.latest()
                .chain(latest -> epoch(community, latest)
                        .chain(newest -> onChain.active()
                                .chain(active -> epoch(community, active))
                                .map(active -> new Roots(latest, newest, active))));
    }

    private Uni<Optional<RewardEpoch>> epoch(CommunityId community, Optional<Posted> posted) {
        return posted.map(root -> epochs.find(community, root.epoch()))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private static RewardsView view(
            AccountId account,
            String wallet,
            Roots roots,
            Optional<RewardEpoch> made,
            TokenAmount claimed,
            boolean claiming) {
        return new RewardsView(
                account,
                wallet,
                cumulative(made, wallet),
                cumulative(roots.newest(), wallet),
                cumulative(roots.active(), wallet),
                claimed,
                claiming,
                made.map(RewardEpoch::token).orElse(null),
                roots.posted().map(Posted::epoch).orElse(null),
                roots.posted().map(Posted::activeAt).orElse(null),
                roots.newest().map(epoch -> Wallets.proof(epoch, wallet)).orElse(List.of()));
    }

    private static TokenAmount cumulative(Optional<RewardEpoch> epoch, String wallet) {
        return epoch.map(one -> Wallets.cumulative(one, wallet)).orElse(TokenAmount.ZERO);
    }
}
