package energy.peerwatt.orderbook.replica;

import energy.peerwatt.servers.PostgresServer;
import energy.peerwatt.servers.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What lies in a database of the order book, read past the service. */
record Rows(String database) {
    /**
     * Where to go on, what meters showed (that comes by another topic than commands), and what is about sending and showing:
     * no part of what the commands add up to.
     */
    private static final List<String> BESIDE_THE_BOOKS = List.of(
            "partition_offset",
            "meter_register",
            "outbox",
            "outbox_stream",
            "slot_change",
            "market_change",
            "flyway_schema_history");

    List<String> of(String sql) {
        try (Connection connection = DriverManager.getConnection(
                        TestServers.postgres(database).jdbcUrl(database),
                        PostgresServer.USER,
                        PostgresServer.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(String.valueOf(rows.getString(1)));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    String one(String sql) {
        return of(sql).getFirst();
    }

    /** Every row of every table that the books consist of, as text, sorted. */
    Map<String, List<String>> books() {
        Map<String, List<String>> tables = new TreeMap<>();
        for (String table : of("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                + " AND table_type = 'BASE TABLE'")) {
            if (!BESIDE_THE_BOOKS.contains(table)) {
                tables.put(table, of("SELECT t::text FROM " + table + " t ORDER BY 1"));
            }
        }
        return tables;
    }
}
