package energy.peerwatt.messages.evidence;

import java.nio.charset.StandardCharsets;

/**
 * The EIP-712 domain of mandates and order batches: {@code PeerWatt Trading}, version 1, on one chain. No contract is
 * named in it: a mandate outlives a ledger that is replaced, and the cell is a field of what is signed.
 */
public record TradingDomain(long chainId) {
    static final String NAME = "PeerWatt Trading";

    public TradingDomain {
        if (chainId < 1) {
            throw new IllegalArgumentException("a chain id is above zero: " + chainId);
        }
    }

    Hash32 digest(AbiWords struct) {
        return Hash32.of(Hashing.keccak256(new byte[] {0x19, 0x01}, separator(), Hashing.keccak256(struct.toBytes())));
    }

    private byte[] separator() {
        return Hashing.keccak256(new AbiWords()
                .bytes(hash("EIP712Domain(string name,string version,uint256 chainId)"))
                .bytes(hash(NAME))
                .bytes(hash("1"))
                .number(chainId)
                .toBytes());
    }

    static byte[] hash(String text) {
        return Hashing.keccak256(text.getBytes(StandardCharsets.UTF_8));
    }
}
