package energy.peerwatt.verifier.chain;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;

/**
 * What the contracts' events say up to block {@code head}.
 *
 * @param asOf block up to which the bundle must hold everything; what came after may be in it or not
 * @param keys per gateway, oldest first
 * @param accounts wallet by account index
 * @param moves of the escrow, in order
 * @param commits by batch number
 * @param closes in order
 * @param roots the one that holds, by reward epoch
 * @param claims in order
 */
public record ChainFacts(
        long asOf,
        long head,
        Map<GatewayId, List<Key>> keys,
        Map<MeterId, Binding> meters,
        SortedMap<Integer, String> accounts,
        List<Move> moves,
        NavigableMap<Long, Commit> commits,
        List<Close> closes,
        NavigableMap<Long, Root> roots,
        List<Claim> claims) {
    /** Block of the first event of escrow or ledger, with which the community's money begins; {@code head} if none. */
    public long firstBlock() {
        long moved = moves.isEmpty() ? head : moves.getFirst().block();
        return commits.isEmpty()
                ? moved
                : Math.min(moved, commits.firstEntry().getValue().block());
    }

    /**
     * The key that speaks for a gateway.
     *
     * @param validFrom time of readings from which it does, seconds since 1970
     */
    public record Key(long validFrom, Hash32 x, Hash32 y) {}

    /**
     * A meter on chain.
     *
     * @param owner address, lower case
     * @param validFrom first reading time for which this counts, seconds since 1970
     */
    public record Binding(GatewayId gateway, String owner, long validFrom) {}

    /**
     * A batch on chain.
     *
     * @param header 16 words as in the event
     * @param committedAt seconds since 1970
     */
    public record Commit(
            long block, Hash32 transaction, Hash32 hash, Hash32 previous, long committedAt, byte[] header) {}

    public record Close(long block, long period, long number, int accounts, Hash32 cumulativeNetHash) {}

    /** A reward root; one that was replaced before it was active holds no more. */
    public record Root(long block, Hash32 root, BigInteger total, Hash32 dataHash) {}

    /** @param cumulative all that was ever paid to the wallet */
    public record Claim(long block, String wallet, String token, BigInteger amount, BigInteger cumulative) {}

    /** What changes balances in the escrow. */
    public sealed interface Move {
        long block();

        record Opened(long block, int index) implements Move {}

        record Deposited(long block, int index, BigInteger nano) implements Move {}

        record Withdrawn(long block, int index, BigInteger nano) implements Move {}

        record NetApplied(long block, long period, Hash32 netHash) implements Move {}
    }
}
