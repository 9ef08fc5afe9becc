package energy.peerwatt.orderbook.it;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.servers.PostgresServer;
import energy.peerwatt.servers.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;

/** Databases that earlier versions left. */
class MigrationTest {
    private static final String DATABASE = "order_book_before";

    @Test
    void aZoneOfBeforeHoldsSinceTheFirstSlotOfItsMarket() throws SQLException {
        String url = TestServers.postgres(DATABASE).jdbcUrl(DATABASE);
        FluentConfiguration flyway = Flyway.configure().dataSource(url, PostgresServer.USER, PostgresServer.PASSWORD);
        flyway.target("3").load().migrate();
        try (Connection connection = DriverManager.getConnection(url, PostgresServer.USER, PostgresServer.PASSWORD);
                Statement statement = connection.createStatement()) {
            String community = "'0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5d'";
            statement.execute("INSERT INTO community VALUES (" + community
                    + ", 0, 15, 300, 'SCARCITY', 1000, '2026-06-01T10:30:00Z', '2026-06-02T10:30:00Z', 7)");
            statement.execute("INSERT INTO zone VALUES (" + community + ", 'street', 20000)");

            flyway.target("latest").load().migrate();

            try (ResultSet zone = statement.executeQuery("SELECT local_fee, version, edge_fee, parent FROM zone"
                    + " WHERE effective_from = '2026-06-01T10:30:00Z'")) {
                assertThat(zone.next()).isTrue();
                assertThat(zone.getLong("local_fee")).isEqualTo(20_000);
                assertThat(zone.getLong("version")).isZero();
                assertThat(zone.getLong("edge_fee")).isZero();
                assertThat(zone.getString("parent")).isNull();
                assertThat(zone.next()).isFalse();
            }
        }
    }
}
