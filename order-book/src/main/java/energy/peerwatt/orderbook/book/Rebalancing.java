package energy.peerwatt.orderbook.book;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Hands partitions of the command log over as Kafka assigns them, and goes on where the database says. */
@ApplicationScoped
@Identifier(Ownership.CHANNEL)
class Rebalancing implements KafkaConsumerRebalanceListener {
    private final Ownership ownership;

    Rebalancing(Ownership ownership) {
        this.ownership = ownership;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            OptionalLong next = ownership.take(partition.partition(), beginnings.get(partition), ends.get(partition));
            if (next.isPresent()) {
                consumer.seek(partition, next.getAsLong());
            } else {
                consumer.pause(List.of(partition));
            }
        }
        ownership.answered();
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> ownership.give(partition.partition()));
    }
}
