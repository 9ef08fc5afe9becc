package energy.peerwatt.benchmarks;

/** Speeds of one contender, run by run, by time passed and by processor time; millions a second. */
public final class Speeds {
    private final Samples wall = new Samples();
    private final Samples processor = new Samples();

    public void add(long count, Stopwatch.Lap lap) {
        wall.add(count * 1e3 / lap.wall());
        processor.add(count * 1e3 / lap.processor());
    }

    /** @param decimals of the speeds */
    public String summary(int decimals) {
        return wall.summary(decimals) + " Mcmd/s, by processor time " + processor.summary(decimals) + " Mcmd/s";
    }

    /** Both contenders and their ratio, pair by pair, by the clock and by processor time. */
    public String against(String name, Speeds other, int decimals) {
        return pair(name, wall, other.wall, decimals) + "; by processor time "
                + pair(name, processor, other.processor, decimals);
    }

    private static String pair(String name, Samples ours, Samples theirs, int decimals) {
        return "ours " + ours.summary(decimals) + ", " + name + " " + theirs.summary(decimals) + " Mcmd/s, ratio "
                + ours.dividedBy(theirs).summary(2);
    }
}
