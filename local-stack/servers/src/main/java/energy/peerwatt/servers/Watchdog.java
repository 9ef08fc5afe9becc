package energy.peerwatt.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A shell that waits on a pipe from this JVM. A word dismisses it; the end of the pipe, which comes even with kill -9 of
 * this JVM, makes it do what it was set up for.
 */
public final class Watchdog implements AutoCloseable {
    private static final String WAIT = "trap '' INT TERM HUP; read -r word && exit 0; ";
    private static final String END = "kill -s \"$1\" \"$2\" 2>/dev/null || exit 0; "
            + "i=0; while [ $i -lt 20 ]; do sleep 1; kill -0 \"$2\" 2>/dev/null || exit 0; i=$((i+1)); done; "
            + "kill -s KILL \"$2\"";

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    /**
     * @param script POSIX shell; its arguments are {@code $1} and so on
     * @throws ServerFailure if there is no shell
     */
    public static Watchdog onDeath(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", WAIT + script, "watchdog"));
        command.addAll(List.of(arguments));
        try {
            return new Watchdog(new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new ServerFailure("no watchdog: " + e.getMessage(), e);
        }
    }

    /** Ends the process by {@code signal}, and by SIGKILL if it is still there twenty seconds later. */
    static Watchdog ending(long pid, String signal) {
        return onDeath(END, signal, Long.toString(pid));
    }

    /** Dismisses it; a second call does nothing. */
    @Override
    public void close() {
        if (!shell.isAlive()) {
            return;
        }
        try (OutputStream pipe = shell.getOutputStream()) {
            pipe.write("done\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException alreadyGone) {
            shell.destroyForcibly();
        }
        try {
            shell.onExit().get(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            shell.destroyForcibly();
        }
    }
}
