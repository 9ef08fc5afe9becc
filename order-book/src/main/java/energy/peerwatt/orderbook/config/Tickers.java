package energy.peerwatt.orderbook.config;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs things again and again, several times a second, which the scheduler extension does not. A run starts only when
 * the one before has ended; a failed one is logged and the next comes all the same.
 */
@ApplicationScoped
public class Tickers {
    private static final Logger LOG = Logger.getLogger(Tickers.class);
    /** Whatever is down needs longer than a tick to come back, and the log should stay readable. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final List<ScheduledExecutorService> threads = new CopyOnWriteArrayList<>();

    /** @param pause real time between the end of a run and the next */
    public void every(Duration pause, String name, Supplier<Uni<Void>> job) {
        start(pause, name, () -> VertxContextSupport.subscribeAndAwait(job));
    }

    /** As {@link #every}, for a job that waits and reckons on the thread it is given. */
    public void onOwnThread(Duration pause, String name, Runnable job) {
        start(pause, name, job::run);
    }

    private void start(Duration pause, String name, Job job) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        threads.add(thread);
        thread.scheduleWithFixedDelay(() -> run(name, job), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @FunctionalInterface
    private interface Job {
        void run() throws Throwable;
    }

    private static void run(String name, Job job) {
        try {
            job.run();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (Throwable failure) {
            LOG.warnf(failure, "%s failed and will be tried again", name);
            LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
        }
    }

    /** Before the data source and Kafka go away. */
    void stop(@Observes @Priority(1) ShutdownEvent event) {
        threads.forEach(ScheduledExecutorService::shutdownNow);
    }
}
