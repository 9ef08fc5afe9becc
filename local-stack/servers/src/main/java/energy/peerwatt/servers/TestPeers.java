package energy.peerwatt.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Programs that a test speaks with, such as a Modbus server in Python or a pair of pseudo terminals by socat. Their
 * output goes to {@code peers.log} of the test's folder. After {@link #close} none of them runs any more, so none can
 * create or remove a file while the folder is deleted.
 */
public final class TestPeers implements AutoCloseable {
    private static final int GRACE_SECONDS = 5;

    private final Path folder;
    private final List<Process> running = new ArrayList<>();

    public TestPeers(Path folder) {
        this.folder = folder;
    }

    public Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("peers.log").toFile()))
                .start();
        running.add(process);
        return process;
    }

    /** Ends them, the newest first, and waits until they have ended. */
    @Override
    public void close() {
        for (Process process : running.reversed()) {
            end(process);
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
