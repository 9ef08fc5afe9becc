package energy.peerwatt.orderbook.continuous.domain;

import java.util.Arrays;

/**
 * The price levels of all books: for each side of each book a tree of 64-way bitmaps over the whole range of 2^32 keys,
 * with the best level remembered. A leaf of it is a page of 64 levels; pages and inner nodes exist only while an order
 * rests in them, so memory goes with the orders and not with the range of prices. A tree is as high as the distance of
 * its prices demands: one page for 64 ticks, two storeys for 4,096, three for 262,144.
 *
 * <p>Keys put the best price first: a sell side's key is the price in ticks, a buy side's its complement. A level is the
 * number of its page times 64 plus its place there; 0 is no level.
 */
final class PriceLadder {
    static final long MAX_KEY = 0xFFFF_FFFFL;
    /** The best key of an empty side: beyond every limit. */
    static final long NO_KEY = Long.MAX_VALUE;

    private static final int SIDE_WORDS = 4;
    private static final int BEST_KEY = 0;
    private static final int BEST_LEVEL = 1;
    /** The root's number (high half) and how far right a key is shifted to be compared with the prefix (low half). */
    private static final int ROOT = 2;
    /** What all keys under the root have in front; -1 without a root. */
    private static final int PREFIX = 3;

    private static final int LEVEL_WORDS = 2;
    private static final int VOLUME = 0;
    /** First slot (high half) and last slot (low half). */
    private static final int ENDS = 1;

    private long[] sides;
    /** Of the levels of all pages. */
    long[] levels;

    private final Branches pages;
    private final Branches nodes;
    /** Of the inner nodes: 64 pages or nodes each, 0 for none. */
    private int[] children;

    PriceLadder(int sideCapacity, int pageCapacity) {
        sides = new long[sideCapacity * SIDE_WORDS];
        pages = new Branches(pageCapacity);
        nodes = new Branches(Math.max(16, sideCapacity));
        levels = new long[pages.capacity() * 64 * LEVEL_WORDS];
        children = new int[nodes.capacity() * 64];
    }

    void clear(int side) {
        if ((side + 1) * SIDE_WORDS > sides.length) {
            sides = Arrays.copyOf(sides, Math.max(2 * sides.length, (side + 1) * SIDE_WORDS));
        }
        int at = side * SIDE_WORDS;
        sides[at + BEST_KEY] = NO_KEY;
        sides[at + BEST_LEVEL] = 0;
        sides[at + ROOT] = 0;
        sides[at + PREFIX] = -1;
    }

    long bestKey(int side) {
        return sides[side * SIDE_WORDS + BEST_KEY];
    }

    int bestLevel(int side) {
        return (int) sides[side * SIDE_WORDS + BEST_LEVEL];
    }

    long keyOf(int level) {
        return pages.number(level >>> 6) << 6 | level & 63;
    }

    int sideOf(int level) {
        return pages.side(level >>> 6);
    }

    int first(int level) {
        return (int) (levels[level * LEVEL_WORDS + ENDS] >>> 32);
    }

    int last(int level) {
        return (int) levels[level * LEVEL_WORDS + ENDS];
    }

    void setEnds(int level, int first, int last) {
        levels[level * LEVEL_WORDS + ENDS] = (long) first << 32 | last;
    }

    long volume(int level) {
        return levels[level * LEVEL_WORDS + VOLUME];
    }

    void addVolume(int level, long wh) {
        levels[level * LEVEL_WORDS + VOLUME] += wh;
    }

    /** The level of a key; without orders and {@link #first} 0 if it is new, and then it must get one at once. */
    int levelOf(int side, long key) {
        int at = side * SIDE_WORDS;
        long root = sides[at + ROOT];
        if (key >>> (int) root != sides[at + PREFIX]) {
            root = grow(side, key);
        }
        int branch = (int) (root >>> 32);
        for (int shift = (int) root - 6; shift > 0; shift -= 6) {
            int place = (int) (key >>> shift) & 63;
            int child = children[branch << 6 | place];
            if (child == 0) {
                child = addChild(branch, place, shift, side, key);
            }
            branch = child;
        }
        return branch << 6 | (int) key & 63;
    }

    /** Says that the level got its first order. */
    void opened(int level, int side, long key) {
        pages.mark(level >>> 6, level & 63);
        int at = side * SIDE_WORDS;
        if (key < sides[at + BEST_KEY]) {
            sides[at + BEST_KEY] = key;
            sides[at + BEST_LEVEL] = level;
        }
    }

    /** Says that the level lost its last order. */
    void closed(int level) {
        int page = level >>> 6;
        int side = pages.side(page);
        int at = side * SIDE_WORDS;
        if ((int) sides[at + BEST_LEVEL] == level) {
            int next = after(level);
            sides[at + BEST_LEVEL] = next;
            sides[at + BEST_KEY] = next == 0 ? NO_KEY : keyOf(next);
        }
        if (pages.unmark(page, level & 63)) {
            removePage(page, side);
        }
    }

    /** The next level with orders, away from the best price, or 0. */
    int after(int level) {
        int page = level >>> 6;
        int place = pages.markBehind(page, level & 63);
        if (place < 64) {
            return page << 6 | place;
        }
        long number = pages.number(page);
        int storey = 0;
        for (int node = pages.parent(page); node != 0; node = nodes.parent(node)) {
            storey++;
            place = nodes.markBehind(node, (int) number & 63);
            if (place < 64) {
                return lowest(children[node << 6 | place], storey - 1);
            }
            number >>>= 6;
        }
        return 0;
    }

    private int lowest(int branch, int storey) {
        int under = branch;
        for (int i = storey; i > 0; i--) {
            under = children[under << 6 | nodes.firstMark(under)];
        }
        return under << 6 | pages.firstMark(under);
    }

    private int addChild(int parent, int place, int shift, int side, long key) {
        int child = shift == 6 ? newPage(key >>> 6, parent, side) : newNode(key >>> shift, parent, side);
        children[parent << 6 | place] = child;
        nodes.mark(parent, place);
        return child;
    }

    private int newPage(long number, int parent, int side) {
        int page = pages.take(number, parent, side);
        int needed = pages.capacity() * 64 * LEVEL_WORDS;
        if (levels.length < needed) {
            levels = Arrays.copyOf(levels, needed);
        }
        return page;
    }

    private int newNode(long number, int parent, int side) {
        int node = nodes.take(number, parent, side);
        if (children.length < nodes.capacity() * 64) {
            children = Arrays.copyOf(children, nodes.capacity() * 64);
        }
        return node;
    }

    /** Gives the side a root that covers the key. */
    private long grow(int side, long key) {
        int at = side * SIDE_WORDS;
        long prefix = sides[at + PREFIX];
        int branch = (int) (sides[at + ROOT] >>> 32);
        int shift = (int) sides[at + ROOT];
        if (prefix == -1) {
            shift = 6;
            prefix = key >>> 6;
            branch = newPage(prefix, 0, side);
        }
        while (key >>> shift != prefix) {
            int root = newNode(prefix >>> 6, 0, side);
            children[root << 6 | (int) prefix & 63] = branch;
            nodes.mark(root, (int) prefix & 63);
            (shift == 6 ? pages : nodes).setParent(branch, root);
            branch = root;
            prefix >>>= 6;
            shift += 6;
        }
        sides[at + PREFIX] = prefix;
        return sides[at + ROOT] = (long) branch << 32 | shift;
    }

    private void removePage(int page, int side) {
        long number = pages.number(page);
        int node = pages.parent(page);
        pages.release(page);
        while (node != 0) {
            int place = (int) number & 63;
            children[node << 6 | place] = 0;
            if (!nodes.unmark(node, place)) {
                return;
            }
            int parent = nodes.parent(node);
            nodes.release(node);
            node = parent;
            number >>>= 6;
        }
        sides[side * SIDE_WORDS + ROOT] = 0;
        sides[side * SIDE_WORDS + PREFIX] = -1;
    }
}
