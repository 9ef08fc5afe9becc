package energy.peerwatt.benchmarks.race;

/**
 * What came out of a stream of commands.
 *
 * @param turnover sum of volume times price
 * @param refusals commands that were not carried out
 */
record Tally(long trades, long volume, long turnover, long refusals) {}
