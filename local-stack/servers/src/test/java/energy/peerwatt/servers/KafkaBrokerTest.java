package energy.peerwatt.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void twoBrokersRunSideBySideAndTopicsComeByThemselves() throws Exception {
        try (KafkaBroker one = KafkaBroker.temporary();
                KafkaBroker other = KafkaBroker.temporary()) {
            assertThat(one.port()).isNotEqualTo(other.port());
            send(one, "in one");
            send(other, "in the other");
            assertThat(read(one)).isEqualTo("in one");
            assertThat(read(other)).isEqualTo("in the other");
        }
    }

    @Test
    void recordsOutliveARestartOnTheSameFolder(@TempDir Path folder) throws Exception {
        try (KafkaBroker first = KafkaBroker.at(folder, 0, 0)) {
            send(first, "kept");
        }
        try (KafkaBroker second = KafkaBroker.at(folder, 0, 0)) {
            assertThat(read(second)).isEqualTo("kept");
        }
    }

    private static void send(KafkaBroker broker, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("facts", "key", value)).get();
        }
    }

    private static String read(KafkaBroker broker) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker.bootstrapServers(), "group.id", "reader", "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("facts"));
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end) {
                ConsumerRecords<String, String> records = consumer.poll(Duration.ofSeconds(1));
                for (ConsumerRecord<String, String> each : records) {
                    return each.value();
                }
            }
            throw new AssertionError("no record within " + PATIENCE);
        }
    }
}
