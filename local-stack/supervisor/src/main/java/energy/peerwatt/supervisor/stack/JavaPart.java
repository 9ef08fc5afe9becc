package energy.peerwatt.supervisor.stack;

import energy.peerwatt.servers.ChildProcess;
import energy.peerwatt.servers.RunningServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A runnable jar of ours, started on the Java of this process.
 *
 * @param options of the JVM, {@code -D} included
 * @param environment what other users of the machine should not read in the list of processes
 */
record JavaPart(
        String name,
        Path jar,
        List<String> options,
        List<String> arguments,
        Map<String, String> environment,
        Path workingFolder,
        Path log) {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    RunningServer start(ChildProcess.Readiness ready) {
        if (!Files.isRegularFile(jar)) {
            throw new CannotStart(name + " is not built: " + jar + " is missing; ./peerwatt builds it");
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java));
        Stream.of(options, List.of("-jar", jar.toString()), arguments).forEach(command::addAll);
        ChildProcess process = ChildProcess.start(name, command, environment, workingFolder, log);
        process.awaitReady(START_LIMIT, ready);
        return process;
    }
}
