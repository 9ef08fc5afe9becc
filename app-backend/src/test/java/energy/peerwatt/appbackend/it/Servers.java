package energy.peerwatt.appbackend.it;

import energy.peerwatt.servers.PostgresServer;
import energy.peerwatt.servers.TestIdentity;
import energy.peerwatt.servers.TestServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** PostgreSQL and Kafka, and tokens of a test key instead of a sign-in. */
public final class Servers implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        PostgresServer postgres = TestServers.postgres("app_backend");
        Map<String, String> settings = new HashMap<>(TestIdentity.settings());
        settings.putAll(Map.of(
                "quarkus.oidc.application-type",
                "service",
                "quarkus.datasource.reactive.url",
                postgres.reactiveUrl("app_backend"),
                "quarkus.datasource.jdbc.url",
                postgres.jdbcUrl("app_backend"),
                "quarkus.datasource.username",
                PostgresServer.USER,
                "quarkus.datasource.password",
                PostgresServer.PASSWORD,
                "peerwatt.demo",
                "true",
                "kafka.bootstrap.servers",
                TestServers.kafka().bootstrapServers()));
        String others = new OtherServices().url();
        for (String service : List.of("meter-gateway", "order-book", "settlement", "grid-service")) {
            settings.put("peerwatt.services." + service, others);
        }
        return settings;
    }

    @Override
    public void stop() {
        // The servers are shared by all tests of this JVM and end with it.
    }
}
