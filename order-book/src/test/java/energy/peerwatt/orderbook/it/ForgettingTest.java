package energy.peerwatt.orderbook.it;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.orderbook.book.store.BookStore;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What is left behind so that the rest can go on: events that cannot be sent, and commands of long ago. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ForgettingTest {
    private static final String TOPIC = "forgetting-test";

    @Inject
    AgroalDataSource database;

    @Inject
    BookStore store;

    @Inject
    TestClock clock;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @Test
    void anEventTooLargeForTheBrokerDoesNotHoldUpItsStream() throws SQLException {
        String key = UUID.randomUUID().toString();
        UUID large = UUID.randomUUID();
        UUID small = UUID.randomUUID();
        try (Connection connection = database.getConnection()) {
            // In one transaction, so that they are found together and in this order.
            connection.setAutoCommit(false);
            try (PreparedStatement stream =
                    connection.prepareStatement("INSERT INTO outbox_stream (topic, key) VALUES (?, ?)")) {
                stream.setString(1, TOPIC);
                stream.setString(2, key);
                stream.execute();
            }
            insert(connection, key, large, 20_000_000);
            insert(connection, key, small, 10);
            connection.commit();
        }

        List<ConsumerRecord<String, byte[]>> sent =
                new Topic(bootstrap, TOPIC).await(key, records -> !records.isEmpty());
        assertThat(Topic.header(sent.getFirst(), "ce_id")).isEqualTo(small.toString());
        Awaitility.await()
                .until(() -> count("SELECT count(*) FROM outbox WHERE key = '" + key + "' AND sent_at IS NULL") == 0);
        assertThat(text("SELECT refused FROM outbox WHERE event_id = '" + large + "'"))
                .contains("RecordTooLargeException");
        assertThat(text("SELECT coalesce(refused, '-') FROM outbox WHERE event_id = '" + small + "'"))
                .isEqualTo("-");
    }

    @Test
    void commandsAreForgottenByTheTimeOfTheMarket() throws Throwable {
        // Younger than what the service forgets by itself.
        Instant old = clock.instant().minus(Duration.ofHours(12));
        UUID forgotten = command(old.minusMillis(1));
        UUID kept = command(old);

        Integer rows = VertxContextSupport.subscribeAndAwait(() -> store.forgetCommands(old));

        assertThat(rows).isPositive();
        assertThat(count("SELECT count(*) FROM processed_command WHERE id = '" + forgotten + "'"))
                .isZero();
        assertThat(count("SELECT count(*) FROM processed_command WHERE id = '" + kept + "'"))
                .isEqualTo(1);
    }

    private UUID command(Instant issuedAt) throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO processed_command (id, community_id, issued_at) VALUES ('" + id + "', '"
                    + UUID.randomUUID() + "', '" + issuedAt + "')");
        }
        return id;
    }

    private static void insert(Connection connection, String key, UUID id, int size) throws SQLException {
        try (PreparedStatement event = connection.prepareStatement(
                "INSERT INTO outbox (event_id, topic, key, type, subject, event_time, payload)"
                        + " VALUES (?, ?, ?, 'test', ?, now(), ?)")) {
            event.setObject(1, id);
            event.setString(2, TOPIC);
            event.setString(3, key);
            event.setString(4, key);
            event.setBytes(5, new byte[size]);
            event.execute();
        }
    }

    private long count(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return String.valueOf(result.getString(1));
        }
    }
}
