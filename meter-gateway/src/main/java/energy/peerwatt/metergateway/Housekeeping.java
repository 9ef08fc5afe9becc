package energy.peerwatt.metergateway;

import energy.peerwatt.metergateway.task.LongTask;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Keeps the logs within their limits. */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final List<Chore> chores;
    /** The age of files is real time, whatever the market's is. */
    private final Clock fileTime = Clock.systemUTC();

    private final LongTask task;

    /** A log that is to be kept within its limits. */
    @FunctionalInterface
    interface Chore {
        /** @param now real time */
        void tidy(Instant now) throws IOException;
    }

    Housekeeping(List<Chore> chores) {
        this.chores = List.copyOf(chores);
        this.task = new LongTask("housekeeping", this::run);
    }

    void start() {
        task.start();
    }

    private void run() throws InterruptedException {
        while (true) {
            for (Chore chore : chores) {
                try {
                    chore.tidy(fileTime.instant());
                } catch (IOException e) {
                    LOG.errorf(e, "a log could not be tidied");
                }
            }
            Thread.sleep(INTERVAL);
        }
    }

    @Override
    public void close() {
        task.close();
    }
}
