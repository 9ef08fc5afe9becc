package energy.peerwatt.metergateway.task;

import java.time.Duration;

/** A virtual thread that runs until it is interrupted. */
public final class LongTask implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Thread thread;

    /** What runs; it returns soon after it is interrupted. */
    @FunctionalInterface
    public interface Body {
        void run() throws InterruptedException;
    }

    public LongTask(String name, Body body) {
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> {
            try {
                body.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    public LongTask start() {
        thread.start();
        return this;
    }

    /** Interrupts the thread and waits a little for its end. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
