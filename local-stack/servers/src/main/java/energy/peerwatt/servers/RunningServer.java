package energy.peerwatt.servers;

import java.util.concurrent.CompletableFuture;

/** A process that was started and is ready. */
public interface RunningServer extends AutoCloseable {
    ProcessHandle handle();

    default boolean isAlive() {
        return handle().isAlive();
    }

    /** Completes when the process has ended, whoever ended it. */
    default CompletableFuture<ProcessHandle> ended() {
        return handle().onExit();
    }

    /** Stops it and waits until it has ended; a second call does nothing. */
    @Override
    void close();
}
