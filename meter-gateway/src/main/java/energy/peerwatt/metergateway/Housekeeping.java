package energy.peerwatt.metergateway;

import energy.peerwatt.metergateway.outbox.Cursor;
import energy.peerwatt.metergateway.outbox.Outbox;
import energy.peerwatt.metergateway.task.LongTask;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Keeps the log within its limits. */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final Outbox outbox;
    private final Cursor sealed;
    /** The age of files is real time, whatever the market's is. */
    private final Clock fileTime = Clock.systemUTC();

    private final LongTask task;

    Housekeeping(Outbox outbox, Cursor sealed) {
        this.outbox = outbox;
        this.sealed = sealed;
        this.task = new LongTask("housekeeping", this::run);
    }

    void start() {
        task.start();
    }

    private void run() throws InterruptedException {
        while (true) {
            try {
                outbox.tidy(sealed.next(), fileTime.instant());
            } catch (IOException e) {
                LOG.errorf(e, "the log could not be tidied");
            }
            Thread.sleep(INTERVAL);
        }
    }

    @Override
    public void close() {
        task.close();
    }
}
