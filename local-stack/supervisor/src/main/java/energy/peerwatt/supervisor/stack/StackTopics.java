package energy.peerwatt.supervisor.stack;

import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.servers.ServerFailure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of the stack where they are missing. */
final class StackTopics {
    private static final int PARTITIONS = 3;
    private static final short REPLICAS = 1;
    private static final List<String> ALL = List.of(
            Topics.TELEMETRY_REPORTED,
            Topics.READINGS_SEALED,
            Topics.MEMBERS_DEFINED,
            Topics.SLOTS_CLEARED,
            Topics.BALANCES_CHANGED,
            Topics.ZONES_DEFINED,
            Topics.GRID_EVENTS_CHANGED,
            Topics.DISPATCHES_REQUESTED,
            Topics.DISPATCHES_REPORTED,
            Topics.RESPONSES_VERIFIED,
            "book-commands");

    private StackTopics() {}

    static void create(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            List<NewTopic> topics = ALL.stream()
                    .map(name -> new NewTopic(name, PARTITIONS, REPLICAS))
                    .toList();
            for (var created : admin.createTopics(topics).values().entrySet()) {
                await(created.getKey(), created.getValue());
            }
        }
    }

    private static void await(String topic, KafkaFuture<Void> created) {
        try {
            created.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new ServerFailure("topic " + topic + " cannot be created: " + e.getCause(), e);
            }
        } catch (TimeoutException e) {
            throw new ServerFailure("topic " + topic + " was not created in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("interrupted while topics were created", e);
        }
    }
}
