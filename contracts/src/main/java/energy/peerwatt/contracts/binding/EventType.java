package energy.peerwatt.contracts.binding;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.ChainLog;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import java.nio.charset.StandardCharsets;

/** @param signature name and types as Solidity writes them */
record EventType(String signature) {
    Hash32 topic() {
        return Hash32.of(Hashing.keccak256(signature.getBytes(StandardCharsets.UTF_8)));
    }

    boolean isSaidBy(Address contract, ChainLog log) {
        return log.address().equals(contract)
                && !log.topics().isEmpty()
                && log.topics().getFirst().equals(topic());
    }
}
