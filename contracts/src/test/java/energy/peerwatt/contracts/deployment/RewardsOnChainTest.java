package energy.peerwatt.contracts.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.contracts.binding.RewardDistributorContract;
import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.AnvilChain;
import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.contracts.chain.ChainRefused;
import energy.peerwatt.contracts.chain.ContractCall;
import energy.peerwatt.contracts.chain.Receipt;
import energy.peerwatt.contracts.wallet.DemoWallets;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.RewardEpoch;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.quantity.TokenAmount;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of a reward from its epoch to a wallet, with real contracts on a real node. */
class RewardsOnChainTest {
    private AnvilChain anvil;
    private ChainClient chain;
    private DirectTransactor oracle;
    private Addresses addresses;
    private RewardDistributorContract distributor;

    @BeforeEach
    void deploy() {
        anvil = AnvilChain.start();
        chain = anvil.client();
        oracle = new DirectTransactor(chain, DemoWallets.wallet(1), Duration.ofSeconds(20));
        addresses = new Deployment(chain, DemoWallets.wallet(0)).run(Demo.plan());
        distributor = addresses.distributorContract();
    }

    @AfterEach
    void stop() {
        anvil.close();
    }

    @Test
    void anEpochIsPostedAndClaimedByAnybodyForItsOwner() {
        RewardEpoch epoch = epoch(1, 5_000_000_000L, 2_500_000_000L, 1L);
        Receipt posted = oracle.send(post(epoch));
        int mine = wallet(epoch, 20);
        ContractCall claim = claim(epoch, mine);
        assertThatThrownBy(() -> chain.call(claim)).isInstanceOf(ChainRefused.class);
        anvil.pass(Demo.WINDOW);
        DirectTransactor stranger = new DirectTransactor(chain, DemoWallets.wallet(7), Duration.ofSeconds(20));
        Receipt paid = stranger.send(claim);

        TokenAmount earned = epoch.lines().get(mine).cumulative();
        assertThat(events(posted))
                .containsExactly(new RewardDistributorContract.RootPosted(
                        1,
                        epoch.tree().root(),
                        epoch.total(),
                        epoch.dataHash(),
                        chain.block(posted.blockNumber())
                                .orElseThrow()
                                .timestamp()
                                .plus(Demo.WINDOW)));
        assertThat(events(paid)).containsExactly(new RewardDistributorContract.Claimed(Demo.owner(20), earned, earned));
        assertThat(addresses.wattContract().balanceOf(chain, Demo.owner(20))).isEqualTo(earned);
        assertThat(addresses.wattContract().totalSupply(chain)).isEqualTo(earned);
        assertThat(distributor.claimed(chain, Demo.owner(20))).isEqualTo(earned);
        assertThat(distributor.totalClaimed(chain)).isEqualTo(earned);
        assertThatThrownBy(() -> chain.call(claim)).isInstanceOf(ChainRefused.class);
    }

    @Test
    void onlyTheOraclePostsAndOnlyTheNextEpoch() {
        RewardEpoch second = epoch(2, 5, 6, 7);
        assertThatThrownBy(() -> chain.call(Demo.owner(1), post(second))).isInstanceOf(ChainRefused.class);
        assertThatThrownBy(() -> chain.call(Demo.owner(0), post(epoch(1, 5, 6, 7))))
                .isInstanceOf(ChainRefused.class);
    }

    private RewardEpoch epoch(long number, long... cumulative) {
        List<RewardEpoch.Line> lines = Stream.of(20, 21, 22)
                .map(owner -> new RewardEpoch.Line(Demo.owner(owner).hex(), TokenAmount.ofNano(cumulative[owner - 20])))
                .sorted((a, b) -> a.wallet().compareTo(b.wallet()))
                .toList();
        return new RewardEpoch(
                Demo.CELL,
                number,
                GridEventId.of("0192f7a0-c0de-7000-8000-0000000000e1"),
                Hash32.ZERO,
                addresses.watt().address().hex(),
                lines);
    }

    private static int wallet(RewardEpoch epoch, int owner) {
        return epoch.lines().stream()
                .map(RewardEpoch.Line::wallet)
                .toList()
                .indexOf(Demo.owner(owner).hex());
    }

    private ContractCall post(RewardEpoch epoch) {
        return distributor.postRoot(epoch.epoch(), epoch.tree().root(), epoch.total(), epoch.dataHash());
    }

    private ContractCall claim(RewardEpoch epoch, int line) {
        RewardEpoch.Line one = epoch.lines().get(line);
        return distributor.claim(
                Address.of(one.wallet()),
                addresses.watt().address(),
                one.cumulative(),
                epoch.tree().proof(line));
    }

    private List<RewardDistributorContract.Event> events(Receipt receipt) {
        return chain.logs(receipt.blockHash(), Set.of(distributor.address())).stream()
                .flatMap(log -> distributor.event(log).stream())
                .toList();
    }
}
