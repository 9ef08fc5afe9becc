package energy.peerwatt.contracts.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.peerwatt.contracts.binding.Creation;
import energy.peerwatt.contracts.chain.AnvilChain;
import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.contracts.wallet.DemoWallets;
import energy.peerwatt.messages.evidence.Hash32;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentTest {
    private AnvilChain anvil;
    private ChainClient chain;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        anvil = AnvilChain.start();
        chain = anvil.client();
    }

    @AfterEach
    void stop() {
        anvil.close();
    }

    @Test
    void wiresTheContractsTogether() {
        Addresses addresses = deployment().run(Demo.plan(), folder.resolve("addresses.json"));

        assertThat(addresses.escrowContract().ledger(chain))
                .isEqualTo(addresses.ledger().address());
        assertThat(addresses.escrowContract().token(chain))
                .isEqualTo(addresses.token().address());
        assertThat(addresses.ledgerContract().escrow(chain))
                .isEqualTo(addresses.escrow().address());
        assertThat(addresses.ledgerContract().cell(chain)).isEqualTo(Demo.CELL);
        assertThat(addresses.ledgerContract().challengeWindow(chain)).isEqualTo(Demo.WINDOW);
        assertThat(addresses.escrowContract().accountCount(chain)).isEqualTo(4);
        assertThat(addresses.escrowContract().indexOf(chain, Demo.owner(13))).contains(3);
        assertThat(addresses.escrowContract().indexOf(chain, Demo.owner(14))).isEmpty();
        assertThat(addresses.distributorContract().token(chain))
                .isEqualTo(addresses.watt().address());
        assertThat(addresses.distributorContract().activationDelay(chain)).isEqualTo(Demo.WINDOW);
        assertThat(addresses
                        .wattContract()
                        .mayMint(chain, addresses.distributor().address()))
                .isTrue();
        assertThat(addresses.wattContract().mayMint(chain, Demo.owner(0))).isFalse();
        addresses.verify(chain);
    }

    @Test
    void addsRewardsToAStackThatHadNone() throws Exception {
        Path file = folder.resolve("addresses.json");
        Addresses complete = deployment().run(Demo.plan(), file);
        ObjectNode earlier = (ObjectNode) new JsonMapper().readTree(file.toFile());
        earlier.remove(List.of("watt", "distributor"));
        new JsonMapper().writeValue(file.toFile(), earlier);

        assertThatThrownBy(() -> Addresses.read(file))
                .isInstanceOf(WrongDeployment.class)
                .hasMessageContaining("does not name watt, distributor");
        Addresses again = deployment().run(Demo.plan(), file);

        assertThat(again.ledger()).isEqualTo(complete.ledger());
        assertThat(again.watt().address()).isEqualTo(complete.watt().address());
        assertThat(Addresses.read(file)).isEqualTo(again);
    }

    @Test
    void deployingTwiceChangesNothing() {
        Path file = folder.resolve("addresses.json");
        Addresses first = deployment().run(Demo.plan(), file);
        long sent = chain.transactionCount(Demo.owner(0));

        Addresses second = deployment().run(Demo.plan(), file);

        assertThat(second).isEqualTo(first).isEqualTo(Addresses.read(file));
        assertThat(chain.transactionCount(Demo.owner(0))).isEqualTo(sent);
    }

    @Test
    void finishesWhatACrashLeftHalfDone() {
        DeploymentPlan plan = Demo.plan();
        new DirectTransactor(chain, DemoWallets.wallet(0), Duration.ofSeconds(20))
                .send(Create2.deploy(plan.salt(), Creation.deviceRegistry(Demo.owner(0))));

        Addresses addresses = deployment().run(plan);

        addresses.verify(chain);
        assertThat(addresses.registry().block()).isZero();
        assertThat(addresses.ledger().block()).isPositive();
    }

    @Test
    void verifyNamesContractsWithOtherCode() {
        Addresses addresses = deployment().run(Demo.plan());
        Addresses.Place wrong = new Addresses.Place(
                addresses.escrow().address(), Hash32.ZERO, addresses.escrow().block());
        Addresses changed = new Addresses(
                addresses.chainId(),
                addresses.token(),
                addresses.registry(),
                wrong,
                addresses.ledger(),
                addresses.watt(),
                addresses.distributor());

        assertThatThrownBy(() -> changed.verify(chain))
                .isInstanceOf(WrongDeployment.class)
                .hasMessageContaining("escrow")
                .hasMessageNotContaining("registry");
    }

    @Test
    void verifyNamesAnotherChain() {
        Addresses addresses = deployment().run(Demo.plan());
        Addresses elsewhere = new Addresses(
                1,
                addresses.token(),
                addresses.registry(),
                addresses.escrow(),
                addresses.ledger(),
                addresses.watt(),
                addresses.distributor());

        assertThatThrownBy(() -> elsewhere.verify(chain))
                .isInstanceOf(WrongDeployment.class)
                .hasMessageContaining("chain id is 31337, expected 1");
    }

    @Test
    void aRevertIsNoReceipt() {
        Addresses addresses = deployment().run(Demo.plan());
        DirectTransactor stranger = new DirectTransactor(chain, DemoWallets.wallet(5), Duration.ofSeconds(20));

        assertThatThrownBy(() -> stranger.send(addresses.escrowContract().openAccount(Demo.owner(20))))
                .hasMessageContaining("revert");
        assertThat(addresses.escrowContract().accountCount(chain)).isEqualTo(4);
    }

    @Test
    void thawIsLongerThanTheChallengeWindow() {
        DeploymentPlan plan = Demo.plan();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeploymentPlan(
                        plan.cell(),
                        plan.operator(),
                        plan.reserved(),
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        plan.salt()));
    }

    private Deployment deployment() {
        return new Deployment(chain, DemoWallets.wallet(0));
    }
}
