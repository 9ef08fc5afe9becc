package energy.peerwatt.settlement.chain;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.ContractCall;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A transaction with its nonce. One business key has one row, one nonce of a signer too. */
@Entity
@Table(name = "chain_tx")
class TransactionRow {
    /**
     * PLANNED with a nonce, SIGNED with stored bytes, SENT to the node, MINED or REVERTED in a block, CONFIRMED by the
     * chain's policy; LOST when another transaction used its nonce.
     */
    enum State {
        PLANNED,
        SIGNED,
        SENT,
        MINED,
        CONFIRMED,
        REVERTED,
        LOST
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Column(name = "business_key")
    String businessKey = "";

    @Column(name = "chain_id")
    long chainId;

    String signer = "";
    long nonce;

    @Column(name = "to_address")
    String to = "";

    byte[] data = {};

    @Column(name = "gas_limit")
    long gasLimit;

    @Enumerated(EnumType.STRING)
    State state = State.PLANNED;

    @Column(name = "mined_hash")
    @Nullable
    String minedHash;

    @Column(name = "mined_block")
    @Nullable
    String minedBlock;

    @Column(name = "mined_number")
    @Nullable
    Long minedNumber;

    long key() {
        if (id == null) {
            throw new IllegalStateException("transaction " + businessKey + " is not stored");
        }
        return id;
    }

    ContractCall call() {
        return new ContractCall(new Address(to), data);
    }
}
