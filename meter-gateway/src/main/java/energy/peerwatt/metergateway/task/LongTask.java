package energy.peerwatt.metergateway.task;

import java.time.Duration;

/** A thread that runs until it is interrupted. */
public final class LongTask implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Thread thread;

    /** What runs; it returns soon after it is interrupted. */
    @FunctionalInterface
    public interface Body {
        void run() throws InterruptedException;
    }

    /** On a virtual thread. */
    public LongTask(String name, Body body) {
        this(Thread.ofVirtual().name(name), body);
    }

    private LongTask(Thread.Builder builder, Body body) {
        this.thread = builder.unstarted(() -> {
            try {
                body.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** On a thread of the system's, for what waits in native code and would hold up virtual threads. */
    public static LongTask onPlatformThread(String name, Body body) {
        return new LongTask(Thread.ofPlatform().daemon().name(name), body);
    }

    public LongTask start() {
        thread.start();
        return this;
    }

    /** Interrupts the thread and waits a little for its end; one that was never started has none. */
    @Override
    public void close() {
        thread.interrupt();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
