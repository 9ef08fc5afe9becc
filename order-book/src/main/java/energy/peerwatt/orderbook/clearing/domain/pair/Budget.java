package energy.peerwatt.orderbook.clearing.domain.pair;

/** Work that may still be done, in cells of a tableau looked at; not time, so that every machine stops at the same place. */
final class Budget {
    private long left;

    Budget(long cells) {
        this.left = cells;
    }

    void spend(long cells) {
        left -= cells;
    }

    boolean isSpent() {
        return left <= 0;
    }
}
