package energy.peerwatt.benchmarks.gateway;

import energy.peerwatt.benchmarks.WrongResult;
import energy.peerwatt.servers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Simulated meters, the gateway that reads them, and whoever listens to what it publishes. */
final class Rig implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The gateway puts the serial number of each meter on the disk when it first sees it. */
    private static final Duration FIRST_SIGHT = Duration.ofMillis(50);

    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private final Path folder;
    private final MeterServer meters;
    private final Listener listener;
    private final GatewayUnderTest gateway;

    /** What was there before the gateway starts. */
    @FunctionalInterface
    interface Past {
        Past NONE = _ -> {};

        /** @param state folder of the gateway */
        void write(Path state) throws IOException;
    }

    /**
     * @param polls how often each meter was polled before
     * @param hearers by topic
     */
    Rig(
            int count,
            int polls,
            Past past,
            GatewayUnderTest.Pace pace,
            Map<String, Consumer<ConsumerRecord<String, byte[]>>> hearers) {
        try {
            folder = Files.createTempDirectory("peerwatt-benchmark");
            closing.push(() -> delete(folder));
            past.write(GatewayUnderTest.state(folder));
            meters = opened(new MeterServer(count, polls));
            String broker = TestServers.kafka().bootstrapServers();
            listener = opened(new Listener(broker, hearers));
            gateway = opened(new GatewayUnderTest(folder, meters, broker, pace));
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("the gateway's surroundings do not start", e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        closing.push(closeable);
        return closeable;
    }

    MeterServer meters() {
        return meters;
    }

    GatewayUnderTest gateway() {
        return gateway;
    }

    /** For what happens once with every meter, on however busy a machine. */
    Duration patience() {
        return PATIENCE.plus(FIRST_SIGHT.multipliedBy(meters.size()));
    }

    Path state() {
        return GatewayUnderTest.state(folder);
    }

    /** @throws WrongResult if anything that was heard is wrong */
    void run(Duration time) {
        pause(time);
        listener.check();
    }

    /** @throws WrongResult if it does not come to that in time, or anything that was heard is wrong */
    void until(String what, Duration limit, BooleanSupplier reached) {
        long end = System.nanoTime() + limit.toNanos();
        while (!reached.getAsBoolean()) {
            listener.check();
            WrongResult.unless(System.nanoTime() < end, what + " does not come within " + limit.toSeconds() + " s");
            pause(Duration.ofMillis(50));
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            try {
                closing.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("the gateway's surroundings do not stop", e);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
