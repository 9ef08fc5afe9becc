package energy.peerwatt.gridservice.it;

import energy.peerwatt.servers.PostgresServer;
import energy.peerwatt.servers.TestIdentity;
import energy.peerwatt.servers.TestServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** PostgreSQL and Kafka, tokens of the tests' own realm, and market time in a file that the test writes. */
public final class Servers implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        PostgresServer postgres = TestServers.postgres("grid_service");
        Path folder = folder();
        Path clock = folder.resolve("clock");
        MarketTimeFile.write(clock, Street.MORNING);
        Map<String, String> settings = new HashMap<>(TestIdentity.settings());
        settings.put("quarkus.datasource.reactive.url", postgres.reactiveUrl("grid_service"));
        settings.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl("grid_service"));
        settings.put("quarkus.datasource.username", PostgresServer.USER);
        settings.put("quarkus.datasource.password", PostgresServer.PASSWORD);
        settings.put("peerwatt.demo", "true");
        settings.put("kafka.bootstrap.servers", TestServers.kafka().bootstrapServers());
        settings.put("peerwatt.clock.file", clock.toString());
        settings.put("peerwatt.grid.state", folder.resolve("state").toString());
        settings.put("peerwatt.grid.key-password", "of this test");
        return settings;
    }

    @Override
    public void stop() {
        // The servers are shared by all tests of this JVM and end with it.
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("peerwatt-grid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
