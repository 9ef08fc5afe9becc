package energy.peerwatt.settlement.chain;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.ContractCall;
import energy.peerwatt.contracts.chain.Fees;
import energy.peerwatt.contracts.chain.Receipt;
import energy.peerwatt.contracts.wallet.SignedTransaction;
import energy.peerwatt.kit.sql.Sql;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.settlement.chain.TransactionRow.State;
import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Transactions, their nonces and signed bytes. */
@ApplicationScoped
class Transactions implements PanacheRepository<TransactionRow> {
    /** Everything that still has to be moved on, by nonce. */
    Uni<List<TransactionRow>> open() {
        return list("state in ?1 order by nonce", List.of(State.PLANNED, State.SIGNED, State.SENT));
    }

    Uni<List<TransactionRow>> of(String businessKeyPrefix) {
        return list("businessKey like ?1 order by id", businessKeyPrefix + "/%");
    }

    Uni<Optional<Long>> nextNonce(long chainId, Address signer) {
        return Sql.of("select next_nonce from signer where chain_id = :chain and address = :address")
                .with("chain", chainId)
                .with("address", signer.hex())
                .first(row -> row.number(0));
    }

    /** First use of a key: from the count of transactions on chain. Later the database alone counts. */
    Uni<Void> addSigner(long chainId, Address signer, long nextNonce) {
        return Sql.of("""
                insert into signer (chain_id, address, next_nonce) values (:chain, :address, :nonce)
                on conflict do nothing
                """)
                .with("chain", chainId)
                .with("address", signer.hex())
                .with("nonce", nextNonce)
                .run()
                .replaceWithVoid();
    }

    /** Takes the next nonce and stores the transaction; both or neither, so no nonce is ever left out. */
    Uni<TransactionRow> plan(String businessKey, long chainId, Address signer, ContractCall call, long gasLimit) {
        return Sql.of("""
                update signer set next_nonce = next_nonce + 1
                where chain_id = :chain and address = :address returning next_nonce - 1
                """)
                .with("chain", chainId)
                .with("address", signer.hex())
                .first(row -> row.number(0))
                .map(Optional::orElseThrow)
                .chain(nonce -> {
                    TransactionRow row = new TransactionRow();
                    row.businessKey = businessKey;
                    row.chainId = chainId;
                    row.signer = signer.hex();
                    row.nonce = nonce;
                    row.to = call.to().hex();
                    row.data = call.data();
                    row.gasLimit = gasLimit;
                    return persistAndFlush(row);
                });
    }

    /** Newest first. */
    Uni<List<Attempt>> attempts(TransactionRow tx) {
        return Sql.of(
                        "select n, raw, hash, max_fee, tip, sent_number from chain_attempt where tx = :tx order by n desc")
                .with("tx", tx.key())
                .list(row -> new Attempt(
                        row.small(0),
                        row.bytes(1),
                        row.hash(2),
                        new Fees(new BigInteger(row.text(3)), new BigInteger(row.text(4))),
                        row.isNull(5) ? Optional.empty() : Optional.of(row.number(5))));
    }

    Uni<Void> addAttempt(TransactionRow tx, int n, SignedTransaction signed, Fees fees) {
        return Sql.of("""
                insert into chain_attempt (tx, n, raw, hash, max_fee, tip)
                values (:tx, :n, :raw, :hash, :maxFee, :tip)
                """)
                .with("tx", tx.key())
                .with("n", n)
                .with("raw", signed.raw())
                .with("hash", signed.hash().hex())
                .with("maxFee", fees.maxFee().toString())
                .with("tip", fees.tip().toString())
                .run()
                .chain(() -> move(tx, State.SIGNED));
    }

    Uni<Void> sent(TransactionRow tx, Attempt attempt, long head, String answer) {
        return Sql.of("update chain_attempt set sent_number = :head, answer = :answer where tx = :tx and n = :n")
                .with("head", head)
                .with("answer", answer)
                .with("tx", tx.key())
                .with("n", attempt.n())
                .run()
                .chain(() -> move(tx, State.SENT));
    }

    /** Only in a block the indexer has: a receipt of a block that goes before it was indexed would stay for ever. */
    Uni<Void> mined(TransactionRow tx, Receipt receipt) {
        return Sql.of("""
                update chain_tx set state = :state, mined_hash = :hash, mined_block = :block, mined_number = :number
                where id = :id and state in ('SIGNED', 'SENT')
                    and exists (select from block where hash = :block and canonical)
                """)
                .with("state", (receipt.succeeded() ? State.MINED : State.REVERTED).name())
                .with("hash", receipt.transaction().hex())
                .with("block", receipt.blockHash().hex())
                .with("number", receipt.blockNumber())
                .with("id", tx.key())
                .run()
                .replaceWithVoid();
    }

    /** Another transaction has the nonce for good; the count goes on behind what the chain has. */
    Uni<Void> lost(TransactionRow tx, long transactionsOnChain) {
        return move(tx, State.LOST)
                .chain(() -> Sql.of("""
                        update signer set next_nonce = greatest(next_nonce, :count)
                        where chain_id = :chain and address = :address
                        """)
                        .with("count", transactionsOnChain)
                        .with("chain", tx.chainId)
                        .with("address", tx.signer)
                        .run())
                .replaceWithVoid();
    }

    Uni<Void> confirmUpTo(long blockNumber) {
        return update("state = ?1 where state = ?2 and minedNumber <= ?3", State.CONFIRMED, State.MINED, blockNumber)
                .replaceWithVoid();
    }

    /** Its transactions are in no block any more: the same bytes are sent again. */
    Uni<Void> orphaned(Hash32 block) {
        return update(
                        "state = ?1, minedHash = null, minedBlock = null, minedNumber = null where minedBlock = ?2",
                        State.SENT,
                        block.hex())
                .replaceWithVoid();
    }

    private Uni<Void> move(TransactionRow tx, State to) {
        return update(
                        "state = ?1 where id = ?2 and state in ?3",
                        to,
                        tx.key(),
                        List.of(State.PLANNED, State.SIGNED, State.SENT))
                .replaceWithVoid();
    }
}
