package energy.peerwatt.messages.evidence;

import java.util.Objects;
import java.util.Optional;

/** A batch of orders with its agent's signature. */
public record SignedOrderBatch(OrderBatch batch, WalletSignature signature) {
    public SignedOrderBatch {
        Objects.requireNonNull(batch, "batch is missing");
        Objects.requireNonNull(signature, "signature is missing");
    }

    public static SignedOrderBatch of(OrderBatch batch, Secp256k1.Key agent, TradingDomain domain) {
        return new SignedOrderBatch(batch, agent.sign(batch.digest(domain)));
    }

    /** Address of whoever signed it; empty for what nobody can have signed. */
    public Optional<String> signer(TradingDomain domain) {
        return Secp256k1.recover(batch.digest(domain), signature);
    }
}
