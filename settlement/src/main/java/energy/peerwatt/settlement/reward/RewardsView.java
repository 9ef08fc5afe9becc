package energy.peerwatt.settlement.reward;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a member earned, in nano-WATT. All amounts are of its whole life.
 *
 * @param earned by all settled responses
 * @param posted under the newest root on chain
 * @param claimable under the root that claims are checked against
 * @param claimed paid to the wallet
 * @param claiming whether a claim is on its way
 * @param token address of the reward token; absent before the first epoch
 * @param epoch of the newest root on chain, absent before the first
 * @param activeAt block time from which that root is claimed against
 * @param proof of {@code posted} under that root
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RewardsView(
        AccountId account,
        String wallet,
        TokenAmount earned,
        TokenAmount posted,
        TokenAmount claimable,
        TokenAmount claimed,
        boolean claiming,
        @Nullable String token,
        @Nullable Long epoch,
        @Nullable Instant activeAt,
        List<Hash32> proof) {}
