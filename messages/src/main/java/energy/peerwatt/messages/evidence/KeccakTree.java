package energy.peerwatt.messages.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tree of OpenZeppelin's StandardMerkleTree: leaves sorted by hash, a complete binary tree laid out as an array
 * with the leaves at its end in reverse, each node the Keccak-256 of its two children in ascending order.
 */
public final class KeccakTree {
    private final byte[][] nodes;
    private final int[] position;

    private KeccakTree(byte[][] nodes, int[] position) {
        this.nodes = nodes;
        this.position = position;
    }

    /** @throws IllegalArgumentException without leaves */
    public static KeccakTree of(List<Hash32> leaves) {
        int count = leaves.size();
        if (count == 0) {
            throw new IllegalArgumentException("a tree needs at least one leaf");
        }
        byte[][] hashes = leaves.stream().map(Hash32::bytes).toArray(byte[][]::new);
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Arrays.compareUnsigned(hashes[a], hashes[b]));
        byte[][] nodes = new byte[2 * count - 1][];
        int[] position = new int[count];
        for (int rank = 0; rank < count; rank++) {
            int at = nodes.length - 1 - rank;
            nodes[at] = hashes[order[rank]];
            position[order[rank]] = at;
        }
        for (int at = count - 2; at >= 0; at--) {
            nodes[at] = join(nodes[2 * at + 1], nodes[2 * at + 2]);
        }
        return new KeccakTree(nodes, position);
    }

    public Hash32 root() {
        return Hash32.of(nodes[0]);
    }

    /** @param leaf index in the list the tree was made of */
    public List<Hash32> proof(int leaf) {
        List<Hash32> proof = new ArrayList<>();
        for (int at = position[leaf]; at > 0; at = (at - 1) / 2) {
            proof.add(Hash32.of(nodes[at % 2 == 0 ? at - 1 : at + 1]));
        }
        return proof;
    }

    public static boolean verify(Hash32 leaf, List<Hash32> proof, Hash32 root) {
        byte[] hash = leaf.bytes();
        for (Hash32 sibling : proof) {
            hash = join(hash, sibling.bytes());
        }
        return Arrays.equals(hash, root.bytes());
    }

    private static byte[] join(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, b) < 0 ? Hashing.keccak256(a, b) : Hashing.keccak256(b, a);
    }
}
