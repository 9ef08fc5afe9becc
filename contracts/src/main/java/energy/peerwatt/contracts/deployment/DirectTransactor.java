package energy.peerwatt.contracts.deployment;

import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.contracts.chain.ChainUnavailable;
import energy.peerwatt.contracts.chain.ContractCall;
import energy.peerwatt.contracts.chain.Fees;
import energy.peerwatt.contracts.chain.Receipt;
import energy.peerwatt.contracts.chain.SendOutcome;
import energy.peerwatt.contracts.wallet.FeeMarketTransaction;
import energy.peerwatt.contracts.wallet.SignedTransaction;
import energy.peerwatt.contracts.wallet.Wallet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sends transactions and waits until they are mined. For deployment and local provisioning only: it keeps nothing, so
 * a crash between sending and mining leaves it to the caller to look what has happened. One per key at a time.
 */
public final class DirectTransactor {
    private static final Duration POLL = Duration.ofMillis(100);

    private final ChainClient chain;
    private final Wallet wallet;
    private final Duration patience;
    private final long chainId;

    /** @param patience how long a transaction may take to be mined */
    public DirectTransactor(ChainClient chain, Wallet wallet, Duration patience) {
        this.chain = chain;
        this.wallet = wallet;
        this.patience = patience;
        this.chainId = chain.chainId();
    }

    public Wallet wallet() {
        return wallet;
    }

    /**
     * @throws TransactionFailed if the node refuses it or it reverts
     * @throws ChainUnavailable if it is not mined in time
     */
    public Receipt send(ContractCall call) {
        return sendAll(List.of(call)).getFirst();
    }

    /**
     * Sends calls that do not depend on each other, with consecutive nonces, and waits for all of them.
     *
     * @return receipts in the order of the calls
     * @throws TransactionFailed if the node refuses one or one reverts
     * @throws ChainUnavailable if they are not mined in time
     */
    public List<Receipt> sendAll(List<ContractCall> calls) {
        Fees fees = chain.suggestedFees();
        long nonce = chain.transactionCount(wallet.address());
        List<SignedTransaction> sent = new ArrayList<>();
        List<Long> gasLimits = new ArrayList<>();
        for (ContractCall call : calls) {
            // A quarter on top: other transactions of the same block may make storage dearer than it was when asked.
            gasLimits.add(chain.estimateGas(wallet.address(), call) * 5 / 4);
        }
        for (int i = 0; i < calls.size(); i++) {
            SignedTransaction signed =
                    wallet.sign(new FeeMarketTransaction(chainId, nonce + i, gasLimits.get(i), fees, calls.get(i)));
            submit(signed);
            sent.add(signed);
        }
        return sent.stream().map(this::mined).toList();
    }

    private void submit(SignedTransaction signed) {
        SendOutcome outcome = chain.sendRaw(signed.raw());
        boolean taken =
                switch (outcome) {
                    case SendOutcome.Accepted _ -> true;
                    case SendOutcome.AlreadyKnown _ -> true;
                    case SendOutcome.NonceTooLow _ -> false;
                    case SendOutcome.Underpriced _ -> false;
                    case SendOutcome.InsufficientFunds _ -> false;
                    case SendOutcome.Refused _ -> false;
                };
        if (!taken) {
            throw new TransactionFailed(signed.hash(), wallet.address() + " cannot send: " + outcome);
        }
    }

    private Receipt mined(SignedTransaction signed) {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            Optional<Receipt> receipt = chain.receipt(signed.hash());
            if (receipt.isPresent()) {
                if (!receipt.get().succeeded()) {
                    throw new TransactionFailed(
                            signed.hash(), "reverted in block " + receipt.get().blockNumber());
                }
                return receipt.get();
            }
            pause();
        }
        throw new ChainUnavailable("transaction " + signed.hash() + " was not mined within " + patience);
    }

    private static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChainUnavailable("interrupted while waiting for a transaction", e);
        }
    }
}
