package energy.peerwatt.verifier.evidence;

import energy.peerwatt.messages.bundle.MandateLine;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.OrderBatch;
import energy.peerwatt.messages.evidence.TradingMandate;
import energy.peerwatt.messages.time.Slot;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The EIP-712 digests of mandates and order batches on one chain, and the way from an order to its batch. */
public final class TradingDigests {
    private static final String MANDATE = "TradingMandate(address owner,address agentKey,bytes16 cell,"
            + "uint32 maxPricePerKWh,uint32 minPricePerKWh,uint64 maxWhPerSlot,uint64 maxSpendPerDay,uint64 validUntil,"
            + "uint64 nonce)";
    private static final String BATCH = "OrderBatch(bytes16 cell,uint32 slot,uint32 count,bytes32 root,uint64 nonce)";

    private final byte[] domain;

    public TradingDigests(long chainId) {
        domain = Keccak.of(new Words()
                .bytes(hash("EIP712Domain(string name,string version,uint256 chainId)"))
                .bytes(hash("PeerWatt Trading"))
                .bytes(hash("1"))
                .number(chainId)
                .toBytes());
    }

    public Hash32 of(TradingMandate mandate) {
        return digest(new Words()
                .bytes(hash(MANDATE))
                .right(address(mandate.owner()))
                .right(address(mandate.agentKey()))
                .bytes(mandate.cell().bytes())
                .number(mandate.maxPricePerKWh().microPerKwh())
                .number(mandate.minPricePerKWh().microPerKwh())
                .number(mandate.maxWhPerSlot().wattHours())
                .number(mandate.maxSpendPerDay().nano())
                .number(mandate.validUntil().getEpochSecond())
                .number(mandate.nonce()));
    }

    public Hash32 of(OrderBatch batch) {
        return digest(new Words()
                .bytes(hash(BATCH))
                .bytes(batch.cell().bytes())
                .number(batch.slot().number())
                .number(batch.count())
                .bytes(batch.root().bytes())
                .number(batch.nonce()));
    }

    /** Keccak of the 70 bytes of an order under a mandate. */
    public static Hash32 of(MandateLine.Proof leaf, Slot slot) {
        byte side =
                switch (leaf.side()) {
                    case SELL -> 0;
                    case BUY -> 1;
                };
        return Keccak.hash(ByteBuffer.allocate(70)
                .put((byte) 1)
                .put(leaf.order().bytes())
                .put(leaf.mandate().bytes())
                .put(side)
                .putInt((int) slot.number())
                .putInt((int) leaf.energy().wattHours())
                .putInt((int) leaf.limit().microPerKwh())
                .putLong(leaf.submittedAt().toEpochMilli())
                .array());
    }

    /** Where a path leads: each node is the hash of its two children, the smaller first. */
    public static Hash32 root(Hash32 leaf, List<Hash32> path) {
        Hash32 at = leaf;
        for (Hash32 sibling : path) {
            at = at.compareTo(sibling) < 0
                    ? Keccak.hash(at.bytes(), sibling.bytes())
                    : Keccak.hash(sibling.bytes(), at.bytes());
        }
        return at;
    }

    private Hash32 digest(Words struct) {
        return Keccak.hash(new byte[] {0x19, 0x01}, domain, Keccak.of(struct.toBytes()));
    }

    private static byte[] hash(String type) {
        return Keccak.of(type.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] address(String hex) {
        return Arrays.copyOf(HexFormat.of().parseHex(hex, 2, hex.length()), 20);
    }
}
