package energy.peerwatt.contracts.chain;

import energy.peerwatt.messages.evidence.Hash32;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The few things PeerWatt asks of a chain. All calls block: use them from virtual threads, and never while holding a
 * database session. Implementations are safe for use by several threads.
 *
 * <p>Every method may throw {@link ChainUnavailable} (try again later) or {@link ChainRefused} (do not).
 */
public interface ChainClient {
    long chainId();

    /** The newest block the node knows. */
    Block head();

    /** Empty if the chain is not that long. */
    Optional<Block> block(long number);

    /**
     * All logs of one block, by its hash: of exactly this block even if the chain has turned away from it.
     *
     * @param of contracts to listen to
     * @throws ChainRefused if the node does not know the block
     */
    List<ChainLog> logs(Hash32 blockHash, Set<Address> of);

    /** What the call would return now, made by nobody in particular. */
    default byte[] call(ContractCall call) {
        return call(Address.ZERO, call);
    }

    /** @throws ChainRefused with the revert data if the contract reverts */
    byte[] call(Address from, ContractCall call);

    /** @throws ChainRefused with the revert data if the contract reverts */
    long estimateGas(Address from, ContractCall call);

    /** Refusals are values here, because each of them has its own answer. */
    SendOutcome sendRaw(byte[] signedTransaction);

    /** Empty while it is not mined. */
    Optional<Receipt> receipt(Hash32 transaction);

    /** Transactions of an account in the newest block: its next nonce if nothing is on the way. */
    long transactionCount(Address account);

    /** Empty array where no contract is. */
    byte[] codeAt(Address address);

    /** In wei. */
    BigInteger balance(Address account);

    /** What the node would offer for a transaction now. */
    Fees suggestedFees();
}
