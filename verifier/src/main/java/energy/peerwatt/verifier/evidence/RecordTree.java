package energy.peerwatt.verifier.evidence;

import energy.peerwatt.messages.evidence.Hash32;
import java.util.Arrays;
import java.util.List;

/** Root of OpenZeppelin's StandardMerkleTree over leaves that are hashed already; by recursion over node numbers. */
public final class RecordTree {
    private final byte[][] sorted;

    private RecordTree(byte[][] sorted) {
        this.sorted = sorted;
    }

    /** {@link Hash32#ZERO} without leaves: a batch may be empty. */
    public static Hash32 root(List<byte[]> leafHashes) {
        if (leafHashes.isEmpty()) {
            return Hash32.ZERO;
        }
        byte[][] sorted = leafHashes.toArray(byte[][]::new);
        Arrays.sort(sorted, Arrays::compareUnsigned);
        return Hash32.of(new RecordTree(sorted).node(0));
    }

    /** Nodes are numbered as in a heap; the leaves take the last numbers, the smallest hash the very last. */
    private byte[] node(int number) {
        int inner = sorted.length - 1;
        if (number >= inner) {
            return sorted[2 * inner - number];
        }
        byte[] a = node(2 * number + 1);
        byte[] b = node(2 * number + 2);
        return Arrays.compareUnsigned(a, b) <= 0 ? Keccak.of(a, b) : Keccak.of(b, a);
    }
}
