package energy.peerwatt.orderbook.continuous.domain;

import java.util.Arrays;

/** The branches of price trees of one kind, pages or inner nodes: which of their 64 places are taken, and who they are. */
final class Branches {
    private static final int WORDS = 4;
    private static final int MARKS = 0;
    /** What the keys below have in front: the key without the bits that this branch and those below it decide. */
    private static final int NUMBER = 1;
    /** Parent node (high half, 0 for none) and side (low half). */
    private static final int PARENT = 2;

    private static final int NEXT_FREE = 3;

    private long[] words;
    private int free;
    private int used = 1;

    Branches(int capacity) {
        words = new long[(capacity + 1) * WORDS];
    }

    /** Numbers of branches are below this. */
    int capacity() {
        return words.length / WORDS;
    }

    int take(long number, int parent, int side) {
        int branch = free;
        if (branch != 0) {
            free = (int) words[branch * WORDS + NEXT_FREE];
        } else {
            branch = used++;
            if (used * WORDS > words.length) {
                words = Arrays.copyOf(words, words.length * 2);
            }
        }
        words[branch * WORDS + NUMBER] = number;
        words[branch * WORDS + PARENT] = (long) parent << 32 | side;
        return branch;
    }

    /** Takes back a branch without marks. */
    void release(int branch) {
        words[branch * WORDS + NEXT_FREE] = free;
        free = branch;
    }

    long number(int branch) {
        return words[branch * WORDS + NUMBER];
    }

    int side(int branch) {
        return (int) words[branch * WORDS + PARENT];
    }

    int parent(int branch) {
        return (int) (words[branch * WORDS + PARENT] >>> 32);
    }

    void setParent(int branch, int parent) {
        words[branch * WORDS + PARENT] = (long) parent << 32 | side(branch);
    }

    void mark(int branch, int place) {
        words[branch * WORDS + MARKS] |= 1L << place;
    }

    /** @return whether it was the last mark */
    boolean unmark(int branch, int place) {
        return (words[branch * WORDS + MARKS] &= ~(1L << place)) == 0;
    }

    /** The lowest marked place; the branch has one. */
    int firstMark(int branch) {
        return Long.numberOfTrailingZeros(words[branch * WORDS + MARKS]);
    }

    /** The next marked place behind {@code place}, or 64. */
    int markBehind(int branch, int place) {
        return Long.numberOfTrailingZeros(words[branch * WORDS + MARKS] & -2L << place);
    }
}
