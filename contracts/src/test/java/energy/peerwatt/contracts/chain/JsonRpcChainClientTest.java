package energy.peerwatt.contracts.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.contracts.wallet.DemoWallets;
import energy.peerwatt.contracts.wallet.FeeMarketTransaction;
import energy.peerwatt.contracts.wallet.SignedTransaction;
import energy.peerwatt.contracts.wallet.Wallet;
import energy.peerwatt.messages.evidence.Hash32;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRpcChainClientTest {
    private static AnvilChain anvil;
    private static ChainClient chain;

    @BeforeAll
    static void start() {
        anvil = AnvilChain.start();
        anvil.stopMining();
        chain = anvil.client();
    }

    @AfterAll
    static void stop() {
        anvil.close();
    }

    @Test
    void theSameBytesTwiceAreAlreadyKnown() {
        SignedTransaction signed = signed(DemoWallets.wallet(1), 0, fees());

        assertThat(chain.sendRaw(signed.raw())).isEqualTo(new SendOutcome.Accepted(signed.hash()));
        assertThat(chain.sendRaw(signed.raw())).isEqualTo(new SendOutcome.AlreadyKnown());
        assertThat(chain.receipt(signed.hash())).isEmpty();
    }

    @Test
    void aUsedNonceIsTooLow() {
        Wallet wallet = DemoWallets.wallet(2);
        SignedTransaction signed = signed(wallet, 0, fees());
        chain.sendRaw(signed.raw());
        anvil.mine();

        assertThat(chain.receipt(signed.hash())).hasValueSatisfying(receipt -> {
            assertThat(receipt.succeeded()).isTrue();
            assertThat(chain.block(receipt.blockNumber()).orElseThrow().hash()).isEqualTo(receipt.blockHash());
        });
        assertThat(chain.transactionCount(wallet.address())).isOne();
        assertThat(chain.sendRaw(signed.raw())).isEqualTo(new SendOutcome.NonceTooLow());
        assertThat(chain.sendRaw(signed(wallet, 0, fees().bumped()).raw())).isEqualTo(new SendOutcome.NonceTooLow());
    }

    @Test
    void aReplacementMustOfferMore() {
        Wallet wallet = DemoWallets.wallet(3);
        Fees fees = fees();
        chain.sendRaw(signed(wallet, 0, fees).raw());
        Fees same = new Fees(fees.maxFee().subtract(BigInteger.ONE), fees.tip());

        assertThat(chain.sendRaw(signed(wallet, 0, same).raw())).isEqualTo(new SendOutcome.Underpriced());
        SignedTransaction bumped = signed(wallet, 0, fees.bumped());
        assertThat(chain.sendRaw(bumped.raw())).isEqualTo(new SendOutcome.Accepted(bumped.hash()));
    }

    @Test
    void aKeyWithoutEtherCannotPay() {
        assertThat(chain.sendRaw(signed(DemoWallets.wallet(100), 0, fees()).raw()))
                .isEqualTo(new SendOutcome.InsufficientFunds());
        assertThat(chain.balance(DemoWallets.wallet(100).address())).isZero();
        assertThat(chain.balance(DemoWallets.wallet(9).address())).isPositive();
    }

    @Test
    void whatIsNoTransactionIsRefused() {
        assertThat(chain.sendRaw(new byte[] {2, 1, 0})).isInstanceOf(SendOutcome.Refused.class);
    }

    @Test
    void blocksAreLinkedByTheirHashes() {
        anvil.mine();
        Block head = chain.head();

        assertThat(chain.block(head.number())).contains(head);
        assertThat(chain.block(head.number() - 1).orElseThrow().hash()).isEqualTo(head.parentHash());
        assertThat(head.baseFee()).isPresent();
        assertThat(chain.block(head.number() + 1_000)).isEmpty();
        assertThat(chain.logs(head.hash(), Set.of(Address.ZERO))).isEmpty();
    }

    @Test
    void logsOfAnUnknownBlockAreAnError() {
        assertThatThrownBy(() -> chain.logs(new Hash32("0x" + "11".repeat(32)), Set.of(Address.ZERO)))
                .isInstanceOf(ChainRefused.class);
    }

    @Test
    void aNodeThatIsNotThereIsUnavailable() {
        ChainClient nobody = new JsonRpcChainClient(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(2));

        assertThatThrownBy(nobody::chainId).isInstanceOf(ChainUnavailable.class);
    }

    @Test
    void aNodeThatKeepsSilentIsUnavailableAfterTheTimeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ChainClient client = new JsonRpcChainClient(
                    URI.create("http://127.0.0.1:" + silent.getLocalPort()), Duration.ofMillis(200));

            assertThatThrownBy(() -> client.sendRaw(new byte[1])).isInstanceOf(ChainUnavailable.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "already known, AlreadyKnown",
        "Known transaction, AlreadyKnown",
        "transaction already imported, AlreadyKnown",
        "'nonce too low: next nonce 5, tx nonce 3', NonceTooLow",
        "Nonce too low, NonceTooLow",
        "replacement transaction underpriced, Underpriced",
        "'transaction underpriced: tip needed 1, tip permitted 0', Underpriced",
        "max fee per gas less than block base fee, Underpriced",
        "Gas price below configured minimum gas price, Underpriced",
        "insufficient funds for gas * price + value, InsufficientFunds",
        "Upfront cost exceeds account balance, InsufficientFunds",
        "intrinsic gas too low, Refused",
    })
    void wordsOfNodesAreUnderstood(String message, String outcome) {
        assertThat(JsonRpcChainClient.outcome(message).getClass().getSimpleName())
                .isEqualTo(outcome);
    }

    private static Fees fees() {
        return Fees.over(BigInteger.valueOf(2_000_000_000), BigInteger.valueOf(1_000_000_000));
    }

    private static SignedTransaction signed(Wallet wallet, long nonce, Fees fees) {
        ContractCall call = new ContractCall(wallet.address(), new byte[0]);
        return wallet.sign(new FeeMarketTransaction(DemoWallets.DEMO_CHAIN, nonce, 30_000, fees, call));
    }
}
