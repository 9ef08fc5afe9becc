package energy.peerwatt.orderbook.it;

import energy.peerwatt.messages.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A Kafka topic as another service sees it. */
public final class Topic {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(200).toNanos();

    private final String bootstrap;
    private final String name;

    public Topic(String bootstrap, String name) {
        this.bootstrap = bootstrap;
        this.name = name;
    }

    public static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    public static <T> T read(ConsumerRecord<String, byte[]> record, Class<T> type) {
        try {
            return Json.mapper().readValue(record.value(), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void send(String key, String type, Object value) {
        try {
            byte[] bytes = value instanceof byte[] raw ? raw : Json.mapper().writeValueAsBytes(value);
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(name, key, bytes);
            record.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
            try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new ByteArraySerializer())) {
                producer.send(record).get();
            }
        } catch (IOException | ExecutionException e) {
            throw new IllegalStateException("cannot send to " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everything in the topic of this key, as soon as {@code enough} holds for it. */
    public List<ConsumerRecord<String, byte[]>> await(
            String key, Predicate<List<ConsumerRecord<String, byte[]>>> enough) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        long start = System.nanoTime();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            while (System.nanoTime() - start < PATIENCE_NANOS) {
                if (consumer.assignment().isEmpty() && !assign(consumer)) {
                    LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                    continue;
                }
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (key.equals(record.key())) {
                        found.add(record);
                    }
                });
                if (enough.test(found)) {
                    return found;
                }
            }
        }
        throw new AssertionError("topic " + name + " has only " + found.size() + " records of " + key + ": "
                + found.stream()
                        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                        .toList());
    }

    /** @return whether there is such a topic yet */
    private boolean assign(KafkaConsumer<String, byte[]> consumer) {
        List<PartitionInfo> known = consumer.partitionsFor(name);
        consumer.assign(known.stream()
                .map(partition -> new TopicPartition(name, partition.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
        return !known.isEmpty();
    }

    public static Predicate<List<ConsumerRecord<String, byte[]>>> count(String type, int count) {
        return records -> records.stream()
                        .filter(record -> header(record, "ce_type").equals(type))
                        .count()
                >= count;
    }
}
