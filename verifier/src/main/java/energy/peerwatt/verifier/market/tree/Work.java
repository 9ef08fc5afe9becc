package energy.peerwatt.verifier.market.tree;

/** Cells of tables looked at, and how many may be: no time, so that everybody who verifies gives up at the same place. */
final class Work {
    private final long most;
    private long done;

    Work(long most) {
        this.most = most;
    }

    void add(long cells) {
        done += cells;
    }

    boolean isTooMuch() {
        return done >= most;
    }
}
