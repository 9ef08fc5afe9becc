package energy.peerwatt.benchmarks;

/**
 * How hard to measure.
 *
 * @param warmUps runs that do not count
 * @param iterations runs that count
 * @param seconds how long a scenario with a clock lasts
 */
public record Effort(int warmUps, int iterations, int seconds) {}
