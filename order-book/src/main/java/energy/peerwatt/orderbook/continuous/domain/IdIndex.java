package energy.peerwatt.orderbook.continuous.domain;

/**
 * From order id to slot, by open addressing. A cell holds 32 bits of the id's hash beside the slot, so that growing and
 * closing gaps never touch the orders themselves. At most half full.
 *
 * <p>The hash keeps the low bits and spreads the rest: eight ids that follow each other share a cache line, as ids that
 * are given out by counting mostly do, and no pattern of ids piles up for that.
 */
final class IdIndex {
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final OrderPool orders;
    private long[] cells;
    private int mask;
    /** How far right a 32-bit tag is shifted to give its home cell, low bits aside. */
    private int shift;

    private int size;

    /** @param capacity how many orders fit before it grows */
    IdIndex(OrderPool orders, int capacity) {
        this.orders = orders;
        int bits = 33 - Integer.numberOfLeadingZeros(Math.max(capacity, 8) - 1);
        allocate(bits);
    }

    private void allocate(int bits) {
        cells = new long[1 << bits];
        mask = cells.length - 1;
        shift = 32 - bits;
    }

    private static int tag(long id) {
        return (int) ((id >>> 3) * SPREAD >>> 32 & ~7) | (int) id & 7;
    }

    private int home(int tag) {
        return tag >>> shift & ~7 | tag & 7;
    }

    /** The slot of the order with this id, or 0. */
    int find(long id) {
        return (int) cells[cellOf(id)];
    }

    /** The cell of this id: where it is, or the empty one where it would be. Good until the next change. */
    int cellOf(long id) {
        int tag = tag(id);
        int cell = home(tag);
        long entry;
        while ((entry = cells[cell]) != 0) {
            if ((int) (entry >>> 32) == tag && orders.id((int) entry) == id) {
                return cell;
            }
            cell = cell + 1 & mask;
        }
        return cell;
    }

    int slotAt(int cell) {
        return (int) cells[cell];
    }

    /** Adds an order to the cell that {@link #cellOf} gave for its id. */
    void put(int cell, long id, int slot) {
        cells[cell] = (long) tag(id) << 32 | slot;
        if (++size > mask >>> 1) {
            grow();
        }
    }

    void remove(int slot) {
        int gap = home(tag(orders.id(slot)));
        while ((int) cells[gap] != slot) {
            gap = gap + 1 & mask;
        }
        size--;
        int cell = gap;
        long entry;
        while ((entry = cells[cell = cell + 1 & mask]) != 0) {
            int home = home((int) (entry >>> 32));
            if ((cell - home & mask) >= (cell - gap & mask)) {
                cells[gap] = entry;
                gap = cell;
            }
        }
        cells[gap] = 0;
    }

    int size() {
        return size;
    }

    private void grow() {
        long[] old = cells;
        allocate(33 - shift);
        for (long entry : old) {
            if (entry != 0) {
                int cell = home((int) (entry >>> 32));
                while (cells[cell] != 0) {
                    cell = cell + 1 & mask;
                }
                cells[cell] = entry;
            }
        }
    }
}
