package energy.peerwatt.metergateway.control;

import energy.peerwatt.metergateway.task.LongTask;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Lets a keeper look again and again. */
final class KeeperLoop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(KeeperLoop.class);

    private final HomeKeeper keeper;
    private final String home;
    private final Duration poll;
    private final LongTask task;

    /** @param poll between looks, real time */
    KeeperLoop(HomeKeeper keeper, String home, Duration poll) {
        this.keeper = keeper;
        this.home = home;
        this.poll = poll;
        this.task = new LongTask("control-" + home, this::run);
    }

    KeeperLoop start() {
        task.start();
        return this;
    }

    private void run() throws InterruptedException {
        while (true) {
            try {
                keeper.look();
            } catch (IOException | RuntimeException e) {
                LOG.errorf(e, "the devices of %s could not be looked after; it is tried again", home);
            }
            Thread.sleep(poll);
        }
    }

    @Override
    public void close() {
        task.close();
    }
}
