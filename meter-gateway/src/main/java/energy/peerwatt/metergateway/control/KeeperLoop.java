package energy.peerwatt.metergateway.control;

import energy.peerwatt.metergateway.task.LongTask;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Lets a keeper look again and again, until it is closed; or, where its devices go out of service, until they are free.
 */
final class KeeperLoop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(KeeperLoop.class);

    private final HomeKeeper keeper;
    private final String home;
    private final Duration poll;
    private final LongTask task;
    private final Semaphore hurry = new Semaphore(0);
    private final CountDownLatch free = new CountDownLatch(1);
    private boolean leaving;

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
        while (!isOver()) {
            try {
                keeper.look();
            } catch (IOException | RuntimeException e) {
                LOG.errorf(e, "the devices of %s could not be looked after; it is tried again", home);
            }
            pause();
        }
    }

    private void pause() throws InterruptedException {
        if (!isOver() && hurry.tryAcquire(poll.toNanos(), TimeUnit.NANOSECONDS)) {
            hurry.drainPermits();
        }
    }

    private synchronized boolean isOver() {
        if (leaving && keeper.isDone()) {
            free.countDown();
        }
        return isFree();
    }

    /** From now on every order is over. */
    synchronized void leave() {
        if (!leaving) {
            leaving = true;
            keeper.leave();
            hurry.release();
        }
    }

    /** The devices are in service after all. @return whether it still looks after them */
    synchronized boolean stay() {
        leaving = false;
        keeper.stay();
        return !isFree();
    }

    /** Whether it has left devices that are free. */
    boolean isFree() {
        return free.getCount() == 0;
    }

    /** Waits for that, in real time. */
    boolean awaitFree(Duration patience) throws InterruptedException {
        return free.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        task.close();
    }
}
