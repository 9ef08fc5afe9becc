package energy.peerwatt.benchmarks.energy;

/** What the stream is sent to. */
interface EnergyBooks {
    void place(int book, int id, int household, boolean buys, int price, int wh, boolean atOnce);

    void cancel(int id, int household);

    Counts counts();

    /**
     * What came out.
     *
     * @param live orders that rest at the end
     */
    record Counts(long trades, long cancelled, long live) {}
}
