package energy.peerwatt.benchmarks;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the figures were taken on. */
final class Machine {
    private Machine() {}

    static List<String> describe() {
        Runtime runtime = Runtime.getRuntime();
        return List.of(
                "cpu   " + firstValue(Path.of("/proc/cpuinfo"), "model name") + ", " + runtime.availableProcessors()
                        + " processors, memory " + firstValue(Path.of("/proc/meminfo"), "MemTotal") + ", load "
                        + ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                "os    " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                "jvm   " + System.getProperty("java.vm.vendor") + " " + Runtime.version() + ", heap "
                        + (runtime.maxMemory() >> 20) + " MiB, collectors "
                        + ManagementFactory.getGarbageCollectorMXBeans().stream()
                                .map(GarbageCollectorMXBean::getName)
                                .collect(Collectors.joining(" + ")),
                "flags "
                        + ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                                .filter(argument -> argument.startsWith("-X"))
                                .collect(Collectors.joining(" ")));
    }

    private static String firstValue(Path file, String key) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        } catch (IOException unreadable) {
            return "unknown";
        }
    }
}
