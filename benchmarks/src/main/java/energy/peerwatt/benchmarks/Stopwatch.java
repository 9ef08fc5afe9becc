package energy.peerwatt.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Takes the time that passes and the processor time of the calling thread. On a machine that others use, too, the second
 * leaves out when the thread had to wait; it also leaves out the garbage collector.
 */
public final class Stopwatch {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long wall = System.nanoTime();
    private final long processor = THREADS.getCurrentThreadCpuTime();

    /** Nanoseconds since the watch was made. */
    public record Lap(long wall, long processor) {
        public Lap minus(Lap earlier) {
            return new Lap(wall - earlier.wall, processor - earlier.processor);
        }
    }

    public Lap lap() {
        long processorNow = THREADS.getCurrentThreadCpuTime();
        return new Lap(System.nanoTime() - wall, processorNow - processor);
    }
}
