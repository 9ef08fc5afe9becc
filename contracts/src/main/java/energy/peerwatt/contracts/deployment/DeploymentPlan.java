package energy.peerwatt.contracts.deployment;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.id.CommunityId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What to deploy. The same plan by the same administrator always gives the same addresses.
 *
 * @param cell the community whose ledger it is
 * @param operator who may commit batches and post reward roots
 * @param reserved owners of the escrow's reserved accounts
 * @param challengeWindow between a period's last commit and its close, and between a reward root and its first claim, in
 *     the chain's time, whole seconds
 * @param thaw between asking for a withdrawal and getting it, in the chain's time, whole seconds
 * @param salt tells deployments on one chain apart
 */
public record DeploymentPlan(
        CommunityId cell,
        Address operator,
        ReservedOwners reserved,
        Duration challengeWindow,
        Duration thaw,
        Hash32 salt) {
    /** For the only deployment of its kind on a chain. */
    public static final Hash32 USUAL_SALT = Hash32.of(Hashing.keccak256("PeerWatt".getBytes(StandardCharsets.UTF_8)));

    public DeploymentPlan {
        if (challengeWindow.isNegative() || thaw.compareTo(challengeWindow) <= 0) {
            throw new IllegalArgumentException("thaw must be longer than the challenge window, or money leaves before "
                    + "it can be claimed: " + thaw + ", " + challengeWindow);
        }
    }

    /** Four different addresses. */
    public record ReservedOwners(Address operator, Address gridFund, Address demandResponseFund, Address insurance) {
        public ReservedOwners {
            if (Set.copyOf(List.of(operator, gridFund, demandResponseFund, insurance))
                            .size()
                    < 4) {
                throw new IllegalArgumentException("an owner has one account, so reserved owners must differ: "
                        + List.of(operator, gridFund, demandResponseFund, insurance));
            }
        }

        /** In the order of their account indices, 0 to 3. */
        public List<Address> inOrder() {
            return List.of(operator, gridFund, demandResponseFund, insurance);
        }
    }
}
