package energy.peerwatt.settlement.chain;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.contracts.deployment.Addresses;
import energy.peerwatt.contracts.wallet.Wallet;
import energy.peerwatt.messages.id.CommunityId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The contracts, found to be the ones that were deployed.
 *
 * @param cell the community whose ledger it is
 * @param challengeWindow from a period's last commit to its close, in the chain's time
 * @param operator absent where the chain is only read
 */
public record ChainContracts(
        ChainClient client,
        Addresses addresses,
        CommunityId cell,
        Duration challengeWindow,
        Optional<Wallet> operator) {
    /** Whose events matter. */
    Set<Address> emitters() {
        return Set.of(
                addresses.registry().address(),
                addresses.escrow().address(),
                addresses.ledger().address(),
                addresses.distributor().address());
    }

    /** No event of any of them is in an earlier block. */
    long firstBlock() {
        return LongStream.of(
                        addresses.registry().block(),
                        addresses.escrow().block(),
                        addresses.ledger().block(),
                        addresses.distributor().block())
                .min()
                .orElseThrow();
    }
}
