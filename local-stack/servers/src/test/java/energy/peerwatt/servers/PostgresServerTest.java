package energy.peerwatt.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    @Test
    void twoServersRunSideBySideAndCreateADatabaseOnlyOnce() throws SQLException {
        try (PostgresServer one = PostgresServer.temporary();
                PostgresServer other = PostgresServer.temporary()) {
            assertThat(one.port()).isNotEqualTo(other.port());
            one.createDatabase("order_book").createDatabase("order_book");
            other.createDatabase("order_book");
            execute(one, "create table kept (id int)");
            execute(other, "create table kept (id int)");
        }
    }

    @Test
    void dataOutlivesARestartOnTheSameFolder(@TempDir Path folder) throws SQLException {
        try (PostgresServer first = PostgresServer.at(folder, 0)) {
            first.createDatabase("order_book");
            execute(first, "create table kept as select 42 as answer");
        }
        try (PostgresServer second = PostgresServer.at(folder, 0);
                Connection connection = connect(second);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select answer from kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("order_book"), PostgresServer.USER, PostgresServer.PASSWORD);
    }
}
