package energy.peerwatt.orderbook.it;

import energy.peerwatt.servers.PostgresServer;
import energy.peerwatt.servers.TestIdentity;
import energy.peerwatt.servers.TestServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** PostgreSQL and Kafka for the tests of this JVM. */
public final class Servers implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        PostgresServer postgres = TestServers.postgres("order_book");
        Map<String, String> settings = new HashMap<>(TestIdentity.settings());
        settings.putAll(Map.of(
                "quarkus.datasource.reactive.url",
                postgres.reactiveUrl("order_book"),
                "quarkus.datasource.jdbc.url",
                postgres.jdbcUrl("order_book"),
                "quarkus.datasource.username",
                PostgresServer.USER,
                "quarkus.datasource.password",
                PostgresServer.PASSWORD,
                "kafka.bootstrap.servers",
                TestServers.kafka().bootstrapServers(),
                "peerwatt.demo",
                "true",
                "peerwatt.order-book.tick",
                "PT0.05S",
                "peerwatt.order-book.live.pause",
                "PT0.1S",
                "peerwatt.order-book.live.heartbeat",
                "PT1S"));
        settings.put(
                "peerwatt.order-book.agent.key-file",
                Path.of("target", "agent-key.p12").toString());
        return settings;
    }

    @Override
    public void stop() {
        // The servers are shared by all tests of this JVM and end with it.
    }
}
