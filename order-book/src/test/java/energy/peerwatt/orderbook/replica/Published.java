package energy.peerwatt.orderbook.replica;

import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.orderbook.it.Topic;
import energy.peerwatt.servers.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What other services hear of a community's slots. */
record Published(CommunityId community) {

    record Event(String id, String type, String subject) {}

    /** All that is in the topic now, in its order. */
    List<Event> inTheTopic() {
        List<Event> events = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.SLOTS_CLEARED).stream()
                    .map(partition -> new TopicPartition(Topics.SLOTS_CLEARED, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (community.toString().equals(record.key())) {
                        events.add(new Event(
                                Topic.header(record, "ce_id"),
                                Topic.header(record, "ce_type"),
                                Topic.header(record, "ce_subject")));
                    }
                });
            }
        }
        return events;
    }

    /** All that the outbox was given, in its order. */
    List<Event> inTheOutbox(Rows rows) {
        return rows
                .of("SELECT event_id || ' ' || type || ' ' || subject FROM outbox WHERE topic = '"
                        + Topics.SLOTS_CLEARED + "' AND key = '" + community + "' ORDER BY id")
                .stream()
                .map(line -> line.split(" "))
                .map(parts -> new Event(parts[0], parts[1], parts[2]))
                .toList();
    }
}
