package energy.peerwatt.contracts.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.contracts.binding.BatchVectors;
import energy.peerwatt.contracts.binding.EscrowContract;
import energy.peerwatt.contracts.binding.SettlementLedgerContract;
import energy.peerwatt.contracts.binding.SettlementLedgerContract.BatchCommitted;
import energy.peerwatt.contracts.binding.SettlementLedgerContract.PeriodClosed;
import energy.peerwatt.contracts.binding.TestEuroContract;
import energy.peerwatt.contracts.chain.AnvilChain;
import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.contracts.chain.ChainLog;
import energy.peerwatt.contracts.chain.ChainRefused;
import energy.peerwatt.contracts.chain.ContractCall;
import energy.peerwatt.contracts.chain.Receipt;
import energy.peerwatt.contracts.wallet.DemoWallets;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.RunningNet;
import energy.peerwatt.messages.quantity.Money;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of a batch from its header to balances, with real contracts on a real node. */
class SettlementOnChainTest {
    private static final BigInteger DEPOSIT = BigInteger.TEN.pow(14);
    private static final int ACCOUNTS = 16;

    private final List<BatchVectors.Batch> batches = BatchVectors.read().batches();
    private AnvilChain anvil;
    private ChainClient chain;
    private DirectTransactor admin;
    private DirectTransactor operator;
    private Addresses addresses;
    private SettlementLedgerContract ledger;
    private EscrowContract escrow;

    @BeforeEach
    void deployAndFund() {
        anvil = AnvilChain.start();
        chain = anvil.client();
        admin = new DirectTransactor(chain, DemoWallets.wallet(0), Duration.ofSeconds(20));
        operator = new DirectTransactor(chain, DemoWallets.wallet(1), Duration.ofSeconds(20));
        addresses = new Deployment(chain, DemoWallets.wallet(0)).run(Demo.plan());
        ledger = addresses.ledgerContract();
        escrow = addresses.escrowContract();
        TestEuroContract token = addresses.tokenContract();
        BigInteger all = DEPOSIT.multiply(BigInteger.valueOf(ACCOUNTS));
        List<ContractCall> opening = new ArrayList<>();
        opening.add(token.mint(Demo.owner(0), all));
        opening.add(token.approve(escrow.address(), all));
        IntStream.range(14, 14 + ACCOUNTS - 4).forEach(owner -> opening.add(escrow.openAccount(Demo.owner(owner))));
        admin.sendAll(opening);
        admin.sendAll(IntStream.range(10, 10 + ACCOUNTS)
                .mapToObj(owner -> escrow.deposit(Demo.owner(owner), DEPOSIT))
                .toList());
    }

    @AfterEach
    void stop() {
        anvil.close();
    }

    @Test
    void batchesAreCommittedAndTheirPeriodsClosed() {
        Hash32 previous = Hash32.ZERO;
        List<BatchCommitted> committed = new ArrayList<>();
        for (BatchVectors.Batch batch : batches) {
            Receipt receipt = operator.send(ledger.commit(batch.header()));
            BatchCommitted event = (BatchCommitted) only(ledger, receipt);
            assertThat(event.number()).isEqualTo(batch.header().number());
            assertThat(event.header()).isEqualTo(batch.header());
            assertThat(event.previous()).isEqualTo(previous);
            assertThat(event.hash()).isEqualTo(batch.header().hash(previous, event.committedAt()));
            assertThat(event.committedAt())
                    .isEqualTo(chain.block(receipt.blockNumber()).orElseThrow().timestamp());
            previous = event.hash();
            committed.add(event);
        }
        assertThat(ledger.hashOf(chain, 4)).isEqualTo(previous);
        assertThat(ledger.head(chain))
                .isEqualTo(new SettlementLedgerContract.Head(
                        4, 0, 2, 0, batches.get(3).header().slotTo(), 16, true, false));

        ContractCall closeFirst = close(committed.get(2), batches.get(2));
        assertThatThrownBy(() -> chain.call(closeFirst)).isInstanceOf(ChainRefused.class);
        anvil.pass(Demo.WINDOW);
        Receipt first = admin.send(closeFirst);
        assertThat(only(ledger, first))
                .isEqualTo(new PeriodClosed(1, 3, 9, batches.get(2).header().cumulativeNetHash()));
        admin.send(close(committed.get(3), batches.get(3)));

        long[] one = RunningNet.decode(batches.get(2).net());
        long[] two = RunningNet.decode(batches.get(3).net());
        long deposit = DEPOSIT.longValueExact() * EscrowContract.NANO_PER_UNIT;
        long held = 0;
        for (int i = 0; i < ACCOUNTS; i++) {
            held += escrow.balanceOf(chain, i).nano();
        }
        assertThat(held).isEqualTo(deposit * ACCOUNTS);
        assertThat(escrow.balanceOf(chain, 5)).isEqualTo(Money.ofNano(deposit + one[5] + two[5]));
        assertThat(ledger.head(chain).closedPeriods()).isEqualTo(2);
        assertThat(addresses.tokenContract().balanceOf(chain, escrow.address()))
                .isEqualTo(DEPOSIT.multiply(BigInteger.valueOf(ACCOUNTS)));
    }

    @Test
    void aSecondCommitOfTheSameBatchIsRefused() {
        operator.send(ledger.commit(batches.getFirst().header()));

        assertThatThrownBy(() -> chain.estimateGas(
                        Demo.owner(1), ledger.commit(batches.getFirst().header())))
                .isInstanceOfSatisfying(
                        ChainRefused.class,
                        refused -> assertThat(refused.revertData()).hasSizeGreaterThan(10));
    }

    @Test
    void depositsAndWithdrawalsAreHeard() {
        DirectTransactor member = new DirectTransactor(chain, DemoWallets.wallet(2), Duration.ofSeconds(20));
        admin.send(escrow.openAccount(Demo.owner(2)));
        int index = escrow.indexOf(chain, Demo.owner(2)).orElseThrow();
        admin.sendAll(List.of(
                addresses.tokenContract().mint(Demo.owner(2), BigInteger.valueOf(5)),
                addresses.tokenContract().mint(Demo.owner(3), BigInteger.valueOf(5))));
        member.send(addresses.tokenContract().approve(escrow.address(), BigInteger.valueOf(5)));

        Receipt deposited = member.send(escrow.deposit(Demo.owner(2), BigInteger.valueOf(5)));
        Receipt requested = member.send(escrow.requestWithdraw(Money.ofNano(3_999)));
        anvil.pass(Demo.plan().thaw());
        Receipt withdrawn = member.send(escrow.withdraw());

        assertThat(events(deposited)).containsExactly(new EscrowContract.Deposited(index, Money.ofNano(5_000)));
        assertThat(events(requested))
                .containsExactly(new EscrowContract.WithdrawRequested(
                        index,
                        Money.ofNano(3_999),
                        chain.block(requested.blockNumber())
                                .orElseThrow()
                                .timestamp()
                                .plus(Demo.plan().thaw())));
        assertThat(events(withdrawn)).containsExactly(new EscrowContract.Withdrawn(index, Money.ofNano(3_000)));
        assertThat(escrow.balanceOf(chain, index)).isEqualTo(Money.ofNano(2_000));
    }

    private ContractCall close(BatchCommitted event, BatchVectors.Batch batch) {
        return ledger.close(event.header(), event.previous(), event.committedAt(), batch.net());
    }

    private SettlementLedgerContract.Event only(SettlementLedgerContract contract, Receipt receipt) {
        List<ChainLog> logs = chain.logs(receipt.blockHash(), Set.of(contract.address()));
        assertThat(logs).hasSize(1);
        assertThat(logs.getFirst().transaction()).isEqualTo(receipt.transaction());
        return contract.event(logs.getFirst()).orElseThrow();
    }

    private List<EscrowContract.Event> events(Receipt receipt) {
        return chain.logs(receipt.blockHash(), Set.of(escrow.address())).stream()
                .flatMap(log -> escrow.event(log).stream())
                .toList();
    }
}
