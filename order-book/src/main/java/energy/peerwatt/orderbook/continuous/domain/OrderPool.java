package energy.peerwatt.orderbook.continuous.domain;

import java.util.Arrays;

/**
 * Resting orders as records of four words in one array, so that whatever a command asks of an order costs one cache
 * line. A slot is the number of a record; 0 is no order.
 *
 * <pre>
 * ID     the order's id
 * LINKS  slot before (high half) and slot behind (low half) at the same price; behind also chains the free slots
 * LEFT   Wh left (high half, unsigned) and owner (low half)
 * PLACE  price level (high half) and smallest fill in Wh (low half, unsigned)
 * </pre>
 */
final class OrderPool {
    static final int ID = 0;
    static final int LINKS = 1;
    static final int LEFT = 2;
    static final int PLACE = 3;

    static final long LOW = 0xFFFF_FFFFL;
    static final long HIGH = ~LOW;

    private static final int WORDS = 4;
    /** Array data starts 16 bytes behind a boundary of the heap; two words more and no record straddles cache lines. */
    private static final int PADDING = 2;

    long[] words;
    private int free;
    private int used = 1;

    OrderPool(int capacity) {
        words = new long[(capacity + 1) * WORDS + PADDING];
    }

    /** Where the record of a slot starts in {@link #words}. */
    static int at(int slot) {
        return (slot << 2) + PADDING;
    }

    int take() {
        int slot = free;
        if (slot != 0) {
            free = (int) words[at(slot) + LINKS];
            return slot;
        }
        if (at(used) + WORDS > words.length) {
            words = Arrays.copyOf(words, words.length * 2);
        }
        return used++;
    }

    void release(int slot) {
        words[at(slot) + LINKS] = free;
        free = slot;
    }

    long id(int slot) {
        return words[at(slot) + ID];
    }

    int before(int slot) {
        return (int) (words[at(slot) + LINKS] >>> 32);
    }

    int behind(int slot) {
        return (int) words[at(slot) + LINKS];
    }

    void setBefore(int slot, int before) {
        int links = at(slot) + LINKS;
        words[links] = words[links] & LOW | (long) before << 32;
    }

    void setBehind(int slot, int behind) {
        int links = at(slot) + LINKS;
        words[links] = words[links] & HIGH | behind;
    }

    long left(int slot) {
        return words[at(slot) + LEFT] >>> 32;
    }

    void take(int slot, long wh) {
        words[at(slot) + LEFT] -= wh << 32;
    }

    int owner(int slot) {
        return (int) words[at(slot) + LEFT];
    }

    int level(int slot) {
        return (int) (words[at(slot) + PLACE] >>> 32);
    }

    void setLevel(int slot, int level) {
        int place = at(slot) + PLACE;
        words[place] = words[place] & LOW | (long) level << 32;
    }

    long minFill(int slot) {
        return words[at(slot) + PLACE] & LOW;
    }
}
