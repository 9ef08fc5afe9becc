package energy.peerwatt.supervisor.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What processes hold of the machine's memory, shared pages counted once (PSS as Linux gives it). */
final class StackMemory {
    private StackMemory() {}

    /** In MiB, of a process and all its descendants; empty where the system does not say. */
    static OptionalLong of(long pid) {
        if (Files.notExists(smaps(pid))) {
            return OptionalLong.empty();
        }
        long kib = ProcessHandle.of(pid).stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .mapToLong(process -> kib(process.pid()))
                .sum();
        return OptionalLong.of(kib / 1024);
    }

    private static long kib(long pid) {
        try (Stream<String> lines = Files.lines(smaps(pid))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException endedMeanwhile) {
            return 0;
        }
    }

    private static Path smaps(long pid) {
        return Path.of("/proc", Long.toString(pid), "smaps_rollup");
    }
}
