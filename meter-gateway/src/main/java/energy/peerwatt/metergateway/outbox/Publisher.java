package energy.peerwatt.metergateway.outbox;

import energy.peerwatt.metergateway.task.LongTask;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries one log to the broker, in order: the cursor moves only past what the broker has. While the broker is away the
 * log grows; when it is back, everything follows.
 */
public final class Publisher implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Publisher.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    /** Where several may go at once, so many come together in this time that each costs little; nobody sees the delay. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final String name;
    private final SegmentLog log;
    private final Cursor cursor;
    private final Sender sender;
    private final int batch;
    private final LongTask task;
    private volatile boolean failing;
    /** When the first record that the broker does not have was first offered, by {@link System#nanoTime}. */
    private volatile @Nullable Long offeredNanos;

    /** Gives events to the broker. */
    @FunctionalInterface
    public interface Sender {
        /** Returns when the broker has them all. */
        void send(List<OutgoingEvent> events) throws InterruptedException, SendFailedException;
    }

    /** The broker did not take the events; it may have taken some. */
    public static final class SendFailedException extends Exception {
        private static final long serialVersionUID = 1L;

        public SendFailedException(Throwable cause) {
            super(cause);
        }
    }

    /** @param batch how many records may be under way at once; 1 where order matters even through failures */
    public Publisher(String name, SegmentLog log, Cursor cursor, Sender sender, int batch) {
        this.name = name;
        this.log = log;
        this.cursor = cursor;
        this.sender = sender;
        this.batch = batch;
        this.task = new LongTask("publish-" + name, this::run);
    }

    public void start() {
        task.start();
    }

    /** Records in the log that the broker does not have yet. */
    public long depth() {
        return log.next() - Math.max(cursor.next(), log.first());
    }

    /** How long the first of them has been offered to the broker, at most since the start; zero if none waits. */
    public Duration waiting() {
        Long offered = offeredNanos;
        return offered == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - offered);
    }

    private void run() throws InterruptedException {
        SegmentLog.Reader reader = log.reader(cursor.next());
        while (true) {
            try {
                List<SegmentLog.Numbered> records = reader.next(batch);
                if (records.isEmpty()) {
                    if (log.await(Math.max(cursor.next(), log.first()), IDLE) && batch > 1) {
                        Thread.sleep(GATHERING);
                    }
                    continue;
                }
                offeredNanos = offeredNanos == null ? Long.valueOf(System.nanoTime()) : offeredNanos;
                sender.send(records.stream()
                        .map(numbered -> OutgoingEvent.of(numbered.record()))
                        .flatMap(Optional::stream)
                        .toList());
                cursor.advance(records.getLast().number() + 1);
                offeredNanos = null;
                failing = false;
            } catch (IOException | SendFailedException | RuntimeException e) {
                if (!failing) {
                    LOG.warnf("%s wait in the log, the broker does not take them: %s", name, e.getMessage());
                }
                failing = true;
                reader = log.reader(cursor.next());
                Thread.sleep(AFTER_FAILURE);
            }
        }
    }

    @Override
    public void close() {
        task.close();
    }
}
