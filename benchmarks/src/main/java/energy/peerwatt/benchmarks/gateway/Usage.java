package energy.peerwatt.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a process has taken.
 *
 * @param nanos when it was looked at
 * @param processor time, by kernel and user
 * @param residentBytes of memory; 0 where the system does not say
 */
record Usage(long nanos, Duration processor, long residentBytes) {
    private static final String RESIDENT = "VmRSS:";
    private static final int KIB = 10;

    static Usage of(ProcessHandle process) {
        return new Usage(
                System.nanoTime(), process.info().totalCpuDuration().orElse(Duration.ZERO), resident(process.pid()));
    }

    private static long resident(long pid) {
        Path status = Path.of("/proc/" + pid + "/status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << KIB)
                    .findFirst()
                    .orElse(0);
        } catch (IOException notOnThisSystem) {
            return 0;
        }
    }

    /** How much of one processor it took since then; 1 is all of it. */
    double processors(Usage earlier) {
        return (double) processor.minus(earlier.processor).toNanos() / (nanos - earlier.nanos);
    }

    /** {@code 0.31 processors (16 % of 2), 187 MiB resident}. */
    String since(Usage earlier) {
        int there = Runtime.getRuntime().availableProcessors();
        double taken = processors(earlier);
        return String.format(
                Locale.ROOT,
                "%.2f processors (%.0f %% of %d), %d MiB resident",
                taken,
                100 * taken / there,
                there,
                residentBytes >> 20);
    }
}
