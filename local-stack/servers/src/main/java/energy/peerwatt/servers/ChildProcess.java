package energy.peerwatt.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that never outlives the JVM which started it. It runs outside of the terminal's process group, so Ctrl-C
 * reaches it through {@link #stop} only, and a watchdog (a waiting shell) ends it when this JVM is gone, even by
 * kill -9. Its output is appended to a log file.
 */
public final class ChildProcess implements RunningServer {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final String DETACHED =
            "if command -v setsid >/dev/null 2>&1; then exec setsid \"$@\"; fi; trap '' INT; exec \"$@\"";

    private final String name;
    private final Process process;
    private final Watchdog watchdog;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.watchdog = Watchdog.ending(process.pid(), "TERM");
        this.log = log;
    }

    /**
     * @param environment added to this process's own
     * @throws ServerFailure if the command cannot be run
     */
    public static ChildProcess start(
            String name, List<String> command, Map<String, String> environment, Path workingFolder, Path log) {
        List<String> whole = new ArrayList<>(List.of("sh", "-c", DETACHED, name));
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole)
                .directory(workingFolder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new ChildProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new ServerFailure(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    public String name() {
        return name;
    }

    @Override
    public ProcessHandle handle() {
        return process.toHandle();
    }

    public Optional<Integer> exitCode() {
        return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
    }

    /** Asks it to end (SIGTERM) and insists (SIGKILL) after twenty seconds. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        watchdog.close();
    }

    /** The end of its log, for a message about its failure. */
    public String lastWords() {
        return LogTail.of(log, 15);
    }

    /** @throws ServerFailure with the end of its log if it ended, or did not get there in time */
    public void awaitReady(Duration limit, Readiness readiness) {
        long end = System.nanoTime() + limit.toNanos();
        while (!readiness.reached()) {
            if (!isAlive()) {
                throw new ServerFailure(
                        name + " ended with exit code " + process.exitValue() + " while starting:\n" + lastWords());
            }
            if (System.nanoTime() > end) {
                close();
                throw new ServerFailure(name + " was not ready after " + limit.toSeconds() + " s:\n" + lastWords());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("interrupted while a server was starting", e);
        }
    }

    /** Asked again and again until it says yes. */
    public interface Readiness {
        boolean reached();
    }
}
