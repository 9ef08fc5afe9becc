package energy.peerwatt.messages.evidence;

import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.time.Slot;
import java.util.Objects;

/**
 * What an agent signs once for all orders that it places at a time for a community and a slot, as EIP-712 typed data:
 *
 * <pre>OrderBatch(bytes16 cell,uint32 slot,uint32 count,bytes32 root,uint64 nonce)</pre>
 *
 * @param count of orders
 * @param root of the {@link KeccakTree} over the hashes of the {@link OrderLeaf leaves}
 * @param nonce tells batches of one slot apart: when it was made, in ms since 1970, market time
 */
public record OrderBatch(CommunityId cell, Slot slot, int count, Hash32 root, long nonce) {
    private static final byte[] TYPE =
            TradingDomain.hash("OrderBatch(bytes16 cell,uint32 slot,uint32 count,bytes32 root,uint64 nonce)");

    public OrderBatch {
        Objects.requireNonNull(cell, "cell is missing");
        Objects.requireNonNull(slot, "slot is missing");
        Objects.requireNonNull(root, "root is missing");
        if (count < 1) {
            throw new IllegalArgumentException("a batch has at least one order: " + count);
        }
        if (nonce < 0) {
            throw new IllegalArgumentException("nonce must not be negative: " + nonce);
        }
    }

    /** What the agent signs, and what names the batch. */
    public Hash32 digest(TradingDomain domain) {
        return domain.digest(new AbiWords()
                .bytes(TYPE)
                .bytes(cell.bytes())
                .number(slot.number())
                .number(count)
                .hash(root)
                .number(nonce));
    }
}
