package energy.peerwatt.messages.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The Merkle tree of RFC 6962 section 2.1 with SHA-256: leaf = H(0x00 | data), node = H(0x01 | left | right), split at
 * the largest power of two below the count.
 */
public final class Sha256Tree {
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private Sha256Tree() {}

    /** @param leaves the leaves' data in order; the root of none is SHA-256 of nothing */
    public static Hash32 root(List<byte[]> leaves) {
        return Hash32.of(leaves.isEmpty() ? Hashing.sha256() : hash(leaves));
    }

    /** The audit path of leaf {@code index}, from the leaf's sibling up to the root's child. */
    public static List<Hash32> path(List<byte[]> leaves, int index) {
        if (index < 0 || index >= leaves.size()) {
            throw new IllegalArgumentException("leaf " + index + " of " + leaves.size());
        }
        List<Hash32> path = new ArrayList<>();
        collect(leaves, index, path);
        return path;
    }

    /** Whether {@code data} is leaf {@code index} of a tree of {@code count} leaves with this root (RFC 9162, 2.1.3.2). */
    public static boolean verify(byte[] data, int index, int count, List<Hash32> path, Hash32 root) {
        if (index < 0 || index >= count) {
            return false;
        }
        long position = index;
        long last = count - 1L;
        byte[] hash = Hashing.sha256(LEAF, data);
        for (Hash32 sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((position & 1) == 1 || position == last) {
                hash = Hashing.sha256(NODE, sibling.bytes(), hash);
                while ((position & 1) == 0 && position != 0) {
                    position >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Hashing.sha256(NODE, hash, sibling.bytes());
            }
            position >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root.bytes());
    }

    private static byte[] hash(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return Hashing.sha256(LEAF, leaves.getFirst());
        }
        int split = split(leaves.size());
        return Hashing.sha256(NODE, hash(leaves.subList(0, split)), hash(leaves.subList(split, leaves.size())));
    }

    private static void collect(List<byte[]> leaves, int index, List<Hash32> path) {
        if (leaves.size() == 1) {
            return;
        }
        int split = split(leaves.size());
        List<byte[]> left = leaves.subList(0, split);
        List<byte[]> right = leaves.subList(split, leaves.size());
        if (index < split) {
            collect(left, index, path);
            path.add(Hash32.of(hash(right)));
        } else {
            collect(right, index - split, path);
            path.add(Hash32.of(hash(left)));
        }
    }

    private static int split(int count) {
        return Integer.highestOneBit(count - 1);
    }
}
