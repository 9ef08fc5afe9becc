package energy.peerwatt.orderbook.live;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Looks at several things at once, each on one thread at a time: one that takes long, or fails, holds up none of the
 * others as long as a thread is free.
 */
final class Lookouts<K> implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Lookouts.class);

    private final ExecutorService threads;
    private final long pauseAfterFailureNanos;
    private final Set<K> busy = ConcurrentHashMap.newKeySet();

    Lookouts(int threads, long pauseAfterFailureNanos) {
        this.threads = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("live-", 0).factory());
        this.pauseAfterFailureNanos = pauseAfterFailureNanos;
    }

    /** Looks, unless it still does; a failure is logged, and the next look comes after a pause. */
    void at(K what, Runnable look) {
        if (busy.add(what)) {
            try {
                threads.execute(() -> run(what, look));
            } catch (RejectedExecutionException closed) {
                busy.remove(what);
            }
        }
    }

    boolean isBusy(K what) {
        return busy.contains(what);
    }

    private void run(K what, Runnable look) {
        try {
            look.run();
        } catch (RuntimeException failure) {
            LOG.warnf(failure, "looking at %s failed and will be tried again", what);
            LockSupport.parkNanos(pauseAfterFailureNanos);
        } finally {
            busy.remove(what);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
