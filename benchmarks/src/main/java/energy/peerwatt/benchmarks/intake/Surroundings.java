package energy.peerwatt.benchmarks.intake;

import energy.peerwatt.benchmarks.WrongResult;
import energy.peerwatt.messages.time.MarketTime;
import energy.peerwatt.servers.KafkaBroker;
import energy.peerwatt.servers.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker, a database that puts every commit on the disk, and a market clock that stands still. */
final class Surroundings implements AutoCloseable {
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private final Path folder;
    private final PostgresServer postgres;
    private final KafkaBroker kafka;

    Surroundings() {
        try {
            folder = Files.createTempDirectory("peerwatt-benchmark");
            closing.push(() -> delete(folder));
            Files.writeString(clock(), new MarketTime(Market.NOW, Instant.now(), 0).text());
            postgres = opened(PostgresServer.at(folder.resolve("postgres"), 0));
            kafka = opened(KafkaBroker.at(Files.createDirectories(folder.resolve("kafka")), 0, 0));
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("the order book's surroundings do not start", e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        closing.push(closeable);
        return closeable;
    }

    Path folder() {
        return folder;
    }

    Path clock() {
        return folder.resolve("clock");
    }

    PostgresServer postgres() {
        return postgres;
    }

    String broker() {
        return kafka.bootstrapServers();
    }

    /** A book with its market open and everybody's money known. */
    BookUnderTest openMarket(Market market, String database, List<String> settings) {
        postgres.createDatabase(database);
        BookUnderTest book = opened(new BookUnderTest(this, database, settings)).awaitReady();
        market.open(book.port(), BookUnderTest.token());
        try (Sender sender = new Sender(broker())) {
            sender.send("balances-changed", "energy.peerwatt.balances-changed.v1", market.balances());
        }
        until(
                "the balances",
                Duration.ofSeconds(120),
                () -> number(database, "SELECT count(*) FROM balance") == market.homes());
        return book;
    }

    /** Puts records of the market into topics. */
    static final class Sender implements AutoCloseable {
        private final KafkaProducer<String, byte[]> producer;

        Sender(String broker) {
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker, "linger.ms", 5),
                    new StringSerializer(),
                    new ByteArraySerializer());
        }

        void send(String topic, String type, String value) {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(topic, Market.COMMUNITY.toString(), value.getBytes(StandardCharsets.UTF_8));
            record.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
            producer.send(record);
        }

        /** When all of it is there. */
        @Override
        public void close() {
            producer.close();
        }
    }

    long number(String database, String sql) {
        return Long.parseLong(rows(database, sql).getFirst());
    }

    /** The first column. */
    List<String> rows(String database, String sql) {
        try (Connection connection = DriverManager.getConnection(
                        postgres.jdbcUrl(database), PostgresServer.USER, PostgresServer.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(String.valueOf(found.getString(1)));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The next command of the log that the database waits for. */
    long offset(String database) {
        return number(database, "SELECT coalesce(max(next_offset), 0) FROM partition_offset");
    }

    /** @throws WrongResult if it does not come to that in time */
    void until(String what, Duration limit, BooleanSupplier reached) {
        long end = System.nanoTime() + limit.toNanos();
        while (!reached.getAsBoolean()) {
            WrongResult.unless(System.nanoTime() < end, what + " do not come within " + limit.toSeconds() + " s");
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while measuring", e);
            }
        }
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            try {
                closing.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("the order book's surroundings do not stop", e);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
