package energy.peerwatt.supervisor.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** Lines for the terminal: what is being done, and how long it took. Safe for use by several threads. */
public final class Progress {
    private final PrintStream out;
    private final long startedNanos = System.nanoTime();

    public Progress(PrintStream out) {
        this.out = out;
    }

    /** Does it and says when it is done. */
    public <T> T step(String what, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        say(String.format(Locale.ROOT, "  %-44s %6.1f s", what, seconds(System.nanoTime() - start)));
        return result;
    }

    /** Does it and says when it is done. */
    public void step(String what, Runnable work) {
        step(what, () -> {
            work.run();
            return what;
        });
    }

    public synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Since this was made. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
