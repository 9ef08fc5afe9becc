package energy.peerwatt.metergateway.support;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.event.DispatchRequested;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.messages.evidence.P256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the grid service does and hears: sends signed orders, and reads what becomes of them. */
public record DispatchTopic(String brokers) {
    private static final KeyPair GRID = keys();

    /** The key that its orders are signed with. */
    public static P256.Point key() {
        return P256.Point.of(GRID.getPublic());
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no P-256", e);
        }
    }

    public void send(DispatchOrder order) throws Exception {
        DispatchRequested request = DispatchRequested.signed(order, GRID.getPrivate());
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new StringSerializer(), new StringSerializer())) {
            ProducerRecord<String, String> record = new ProducerRecord<>(
                    Topics.DISPATCHES_REQUESTED,
                    order.gateway().toString(),
                    Json.mapper().writeValueAsString(request));
            record.headers().add("ce_type", EventTypes.DISPATCH_REQUESTED.getBytes(StandardCharsets.UTF_8));
            record.headers().add("ce_id", (order.dispatch() + "-" + order.revision()).getBytes(StandardCharsets.UTF_8));
            producer.send(record).get();
        }
    }

    /** What was reported of an order, in order. */
    public List<DispatchReported> reports(DispatchOrder order) throws Exception {
        List<DispatchReported> reports = new ArrayList<>();
        for (ConsumerRecord<String, String> record : records()) {
            DispatchReported report = Json.mapper().readValue(record.value(), DispatchReported.class);
            if (report.dispatch().equals(order.dispatch())) {
                reports.add(report);
            }
        }
        return reports;
    }

    public List<DispatchReported.State> states(DispatchOrder order) throws Exception {
        return reports(order).stream().map(DispatchReported::state).toList();
    }

    private List<ConsumerRecord<String, String>> records() {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topics.DISPATCHES_REPORTED, Duration.ofSeconds(20)).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }
}
