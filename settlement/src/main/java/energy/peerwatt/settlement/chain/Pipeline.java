package energy.peerwatt.settlement.chain;

import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.contracts.chain.ContractCall;
import energy.peerwatt.contracts.chain.Fees;
import energy.peerwatt.contracts.chain.Receipt;
import energy.peerwatt.contracts.chain.SendOutcome;
import energy.peerwatt.contracts.wallet.FeeMarketTransaction;
import energy.peerwatt.contracts.wallet.SignedTransaction;
import energy.peerwatt.contracts.wallet.Wallet;
import energy.peerwatt.settlement.alarm.Alarms;
import energy.peerwatt.settlement.chain.TransactionRow.State;
import energy.peerwatt.settlement.config.ChainConfig;
import energy.peerwatt.settlement.sql.Offload;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Carries transactions to the chain with exactly one effect each, whenever the process dies: simulate, take a nonce with
 * the row, sign and store, send the stored bytes until one attempt of the nonce has a receipt. No database session is
 * held while the node is asked.
 */
@ApplicationScoped
public class Pipeline {
    private static final Logger LOG = Logger.getLogger(Pipeline.class);
    private static final long GAS_MARGIN_PERCENT = 130;

    private final Transactions transactions;
    private final Offload offload;
    private final ChainConfig config;
    private final PipelineWatch watch;
    private final Alarms alarms;

    Pipeline(Transactions transactions, Offload offload, ChainConfig config, PipelineWatch watch, Alarms alarms) {
        this.transactions = transactions;
        this.offload = offload;
        this.config = config;
        this.watch = watch;
        this.alarms = alarms;
    }

    private record Looked(long head, Optional<Receipt> receipt, long count) {}

    private record Sent(SendOutcome outcome, long head) {}

    /**
     * Plans a call once. After a reverted or lost transaction the same business is planned again under the next try.
     *
     * @param along what has to become true together with the plan, in the same transaction
     */
    Uni<Void> plan(ChainContracts contracts, String business, ContractCall call, Supplier<Uni<Void>> along) {
        Wallet wallet = contracts.operator().orElseThrow();
        ChainClient client = contracts.client();
        long chainId = contracts.addresses().chainId();
        return Panache.withSession(() -> transactions.of(business)).chain(earlier -> {
            if (earlier.stream().anyMatch(Pipeline::mayStillWork)) {
                return Uni.createFrom().voidItem();
            }
            String key = business + "/" + (earlier.size() + 1);
            return withSigner(contracts, wallet)
                    .chain(() -> offload.call(() -> {
                        client.call(wallet.address(), call);
                        return client.estimateGas(wallet.address(), call);
                    }))
                    .invoke(gas -> watch.reached(PipelineStep.SIMULATED, key))
                    .chain(gas -> Panache.withTransaction(() -> transactions
                            .plan(key, chainId, wallet.address(), call, gas * GAS_MARGIN_PERCENT / 100)
                            .chain(along::get)))
                    .invoke(() -> watch.reached(PipelineStep.PLANNED, key));
        });
    }

    private static boolean mayStillWork(TransactionRow tx) {
        return tx.state != State.REVERTED && tx.state != State.LOST;
    }

    private Uni<Void> withSigner(ChainContracts contracts, Wallet wallet) {
        long chainId = contracts.addresses().chainId();
        return Panache.withSession(() -> transactions.nextNonce(chainId, wallet.address()))
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().voidItem()
                        : offload.call(() -> contracts.client().transactionCount(wallet.address()))
                                .chain(count -> Panache.withTransaction(
                                        () -> transactions.addSigner(chainId, wallet.address(), count))));
    }

    /** Moves every open transaction on by as many steps as go now. */
    Uni<Void> advance(ChainContracts contracts) {
        return Panache.withSession(transactions::open)
                .chain(open -> Multi.createFrom()
                        .iterable(open)
                        .onItem()
                        .transformToUniAndConcatenate(tx -> advance(contracts, tx))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Uni<Void> advance(ChainContracts contracts, TransactionRow tx) {
        return Panache.withSession(() -> transactions.attempts(tx)).chain(attempts -> switch (tx.state) {
            case PLANNED -> sign(contracts, tx, 1, Optional.empty()).chain(first -> send(contracts, tx, first));
            case SIGNED -> send(contracts, tx, attempts.getFirst());
            case SENT -> look(contracts, tx, attempts);
            case MINED, CONFIRMED, REVERTED, LOST -> Uni.createFrom().voidItem();
        });
    }

    private Uni<Attempt> sign(ChainContracts contracts, TransactionRow tx, int n, Optional<Fees> replaced) {
        record Signed(SignedTransaction transaction, Fees fees) {}
        return offload.call(() -> {
                    Fees fees = replaced.map(Fees::bumped)
                            .orElseGet(() -> contracts.client().suggestedFees());
                    SignedTransaction signed = contracts
                            .operator()
                            .orElseThrow()
                            .sign(new FeeMarketTransaction(tx.chainId, tx.nonce, tx.gasLimit, fees, tx.call()));
                    return new Signed(signed, fees);
                })
                .invoke(signed -> watch.reached(PipelineStep.SIGNED_BEFORE_STORED, tx.businessKey))
                .chain(signed -> Panache.withTransaction(
                                () -> transactions.addAttempt(tx, n, signed.transaction(), signed.fees()))
                        .invoke(() -> watch.reached(PipelineStep.SIGNED, tx.businessKey))
                        .replaceWith(new Attempt(
                                n,
                                signed.transaction().raw(),
                                signed.transaction().hash(),
                                signed.fees(),
                                Optional.empty())));
    }

    private Uni<Void> send(ChainContracts contracts, TransactionRow tx, Attempt attempt) {
        return offload.call(() -> new Sent(
                        contracts.client().sendRaw(attempt.raw()),
                        contracts.client().head().number()))
                .invoke(sent -> watch.reached(PipelineStep.SENT_BEFORE_STORED, tx.businessKey))
                .chain(sent -> answered(contracts, tx, attempt, sent))
                .invoke(() -> watch.reached(PipelineStep.SENT, tx.businessKey));
    }

    private Uni<Void> answered(ChainContracts contracts, TransactionRow tx, Attempt attempt, Sent sent) {
        return switch (sent.outcome()) {
            case SendOutcome.Accepted accepted -> stored(tx, attempt, sent, "accepted");
            case SendOutcome.AlreadyKnown known -> stored(tx, attempt, sent, "known");
            // Mined already, most likely: the look for receipts will tell.
            case SendOutcome.NonceTooLow used -> stored(tx, attempt, sent, "nonce used");
            case SendOutcome.Underpriced low -> {
                LOG.infof("%s: attempt %d offers too little", tx.businessKey, attempt.n());
                yield sign(contracts, tx, attempt.n() + 1, Optional.of(attempt.fees()))
                        .replaceWithVoid();
            }
            case SendOutcome.InsufficientFunds poor -> {
                alarm(tx, "the operator cannot pay the gas");
                yield Uni.createFrom().voidItem();
            }
            case SendOutcome.Refused(String message) -> {
                alarm(tx, message);
                yield Uni.createFrom().voidItem();
            }
        };
    }

    private Uni<Void> stored(TransactionRow tx, Attempt attempt, Sent sent, String answer) {
        return Panache.withTransaction(() -> transactions.sent(tx, attempt, sent.head(), answer));
    }

    private Uni<Void> look(ChainContracts contracts, TransactionRow tx, List<Attempt> attempts) {
        Attempt newest = attempts.getFirst();
        return offload.call(() -> look(
                        contracts.client(), tx, attempts, contracts.operator().orElseThrow()))
                .chain(looked -> {
                    if (looked.receipt().isPresent()) {
                        watch.reached(PipelineStep.RECEIPT_BEFORE_STORED, tx.businessKey);
                        return Panache.withTransaction(() ->
                                        transactions.mined(tx, looked.receipt().get()))
                                .invoke(() -> reportRevert(tx, looked.receipt().get()));
                    }
                    long waited = looked.head() - newest.sentAt().orElse(looked.head());
                    if (waited < config.bumpAfterBlocks()) {
                        return Uni.createFrom().voidItem();
                    }
                    if (looked.count() > tx.nonce) {
                        alarm(tx, "nonce " + tx.nonce + " was used by somebody else");
                        return Panache.withTransaction(() -> transactions.lost(tx, looked.count()));
                    }
                    return resend(contracts, tx, newest);
                });
    }

    /** The same bytes once more: taken, they had been dropped; known already, they offer too little. */
    private Uni<Void> resend(ChainContracts contracts, TransactionRow tx, Attempt newest) {
        return offload.call(() -> new Sent(
                        contracts.client().sendRaw(newest.raw()),
                        contracts.client().head().number()))
                .chain(sent -> {
                    LOG.infof("%s: attempt %d is not mined, node says %s", tx.businessKey, newest.n(), sent.outcome());
                    return answered(contracts, tx, newest, sent)
                            .chain(() -> sent.outcome() instanceof SendOutcome.AlreadyKnown
                                    ? sign(contracts, tx, newest.n() + 1, Optional.of(newest.fees()))
                                            .replaceWithVoid()
                                    : Uni.createFrom().voidItem());
                });
    }

    private static Looked look(ChainClient client, TransactionRow tx, List<Attempt> attempts, Wallet wallet) {
        long head = client.head().number();
        // The count first: a receipt that comes in between is found, a count that comes in between is not misread.
        long count = client.transactionCount(wallet.address());
        Optional<Receipt> receipt = attempts.stream()
                .map(attempt -> client.receipt(attempt.hash()))
                .flatMap(Optional::stream)
                .findFirst();
        return new Looked(head, receipt, count);
    }

    private void reportRevert(TransactionRow tx, Receipt receipt) {
        if (!receipt.succeeded()) {
            alarm(tx, "reverted in block " + receipt.blockNumber());
        }
    }

    private void alarm(TransactionRow tx, String what) {
        alarms.raise("transaction", tx.businessKey, what);
    }
}
