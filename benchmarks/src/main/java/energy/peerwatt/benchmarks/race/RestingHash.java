package energy.peerwatt.benchmarks.race;

/** Folds resting orders, in the order in which they would be served, into one number. */
final class RestingHash {
    private RestingHash() {}

    static long with(long hash, long id, long user, long price, long left) {
        return (((hash * 31 + id) * 31 + user) * 31 + price) * 31 + left;
    }
}
