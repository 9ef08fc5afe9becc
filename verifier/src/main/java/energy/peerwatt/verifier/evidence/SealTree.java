package energy.peerwatt.verifier.evidence;

import energy.peerwatt.messages.evidence.Hash32;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * RFC 6962 root with SHA-256, built from the left with a stack of whole subtrees, as RFC 9162 section 2.1.2 does it.
 */
public final class SealTree {
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private SealTree() {}

    /** @param leaves the leaves' bytes in order; the root of none is SHA-256 of nothing */
    public static Hash32 root(Collection<byte[]> leaves) {
        Deque<byte[]> subtrees = new ArrayDeque<>();
        int count = 0;
        for (byte[] leaf : leaves) {
            subtrees.push(Sha256.of(LEAF, leaf));
            count++;
            for (int whole = count; whole % 2 == 0; whole /= 2) {
                join(subtrees);
            }
        }
        while (subtrees.size() > 1) {
            join(subtrees);
        }
        return Hash32.of(subtrees.isEmpty() ? Sha256.of() : subtrees.pop());
    }

    private static void join(Deque<byte[]> subtrees) {
        byte[] right = subtrees.pop();
        byte[] left = subtrees.pop();
        subtrees.push(Sha256.of(NODE, left, right));
    }
}
