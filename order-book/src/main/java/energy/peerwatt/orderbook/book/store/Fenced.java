package energy.peerwatt.orderbook.book.store;

/** Somebody else has moved the partition on: this process does not own it any more, or not in this state. */
public final class Fenced extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Fenced(int partition, long expectedOffset) {
        super("partition " + partition + " is not at offset " + expectedOffset + " any more");
    }
}
