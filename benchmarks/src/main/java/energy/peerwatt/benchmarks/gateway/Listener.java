package energy.peerwatt.benchmarks.gateway;

import energy.peerwatt.benchmarks.WrongResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Hears what is published from now on, on a thread of its own. What a hearer throws is thrown by {@link #check}. */
final class Listener implements AutoCloseable {
    /** Held, for a logger that nobody holds forgets its level; the client would print its settings between the figures. */
    private static final Logger CLIENT = Logger.getLogger("org.apache.kafka");

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, Consumer<ConsumerRecord<String, byte[]>>> hearers;
    private final Thread thread;
    private final CountDownLatch listening = new CountDownLatch(1);
    private volatile boolean open = true;
    private volatile @Nullable Throwable failure;

    /** @param hearers by topic, each of one partition; called by one thread */
    Listener(String broker, Map<String, Consumer<ConsumerRecord<String, byte[]>>> hearers) {
        CLIENT.setLevel(Level.WARNING);
        this.hearers = Map.copyOf(hearers);
        this.thread = Thread.ofPlatform().daemon().name("listener").start(() -> listen(broker));
        await(listening);
        check();
    }

    private void listen(String broker) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker, "enable.auto.commit", "false", "max.poll.records", "5000");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = hearers.keySet().stream()
                    .map(topic -> new TopicPartition(topic, 0))
                    .toList();
            hearers.keySet().forEach(consumer::partitionsFor);
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(partition -> consumer.position(partition, PATIENCE));
            listening.countDown();
            while (open) {
                consumer.poll(POLL)
                        .forEach(record -> hearers.get(record.topic()).accept(record));
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            listening.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            WrongResult.unless(
                    latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), "the broker does not let anybody listen");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a listener started", e);
        }
    }

    /** @throws WrongResult what a hearer found wrong */
    void check() {
        Throwable found = failure;
        if (found instanceof WrongResult wrong) {
            throw wrong;
        }
        if (found != null) {
            throw new IllegalStateException("the listener failed", found);
        }
    }

    @Override
    public void close() {
        open = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
