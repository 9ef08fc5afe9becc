package energy.peerwatt.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** PostgreSQL on loopback from the binaries of a Maven artifact; runs as root too. Local use: no password is checked. */
public final class PostgresServer implements RunningServer {
    public static final String USER = "postgres";
    public static final String PASSWORD = "postgres";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    /** Between a process's start and the moment it writes its own file. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(30);

    private final EmbeddedPostgres server;
    private final ProcessHandle process;
    private final Watchdog watchdog;
    private final Optional<Path> temporary;

    private PostgresServer(EmbeddedPostgres server, ProcessHandle process, Optional<Path> temporary) {
        this.server = server;
        this.process = process;
        this.watchdog = Watchdog.ending(process.pid(), "INT");
        this.temporary = temporary;
    }

    /** On a free port and without durability; its data goes when it is closed, at the latest with this JVM. */
    public static PostgresServer temporary() {
        Path folder = TemporaryFolders.create("postgres");
        PostgresServer server = start(folder, 0, Optional.of(folder));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-postgres"));
        return server;
    }

    /**
     * Keeps its data in {@code folder} and goes on with what is there. A server which a killed JVM left on that folder is
     * ended first.
     *
     * @param port 0 for a free one
     */
    public static PostgresServer at(Path folder, int port) {
        recorded(folder).ifPresent(PostgresServer::end);
        return start(folder, port, Optional.empty());
    }

    private static PostgresServer start(Path folder, int port, Optional<Path> temporary) {
        String durable = temporary.isPresent() ? "off" : "on";
        try {
            Path log = Files.createDirectories(folder).resolve("server.log");
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(folder.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(START_LIMIT)
                    .setPort(FreePorts.orDrawn(port))
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "150")
                    .setServerConfig("shared_buffers", "48MB")
                    .setServerConfig("fsync", durable)
                    .setServerConfig("full_page_writes", durable)
                    .setServerConfig("synchronous_commit", durable)
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
            EmbeddedPostgres server = builder.start();
            ProcessHandle process = recorded(folder)
                    .orElseThrow(() -> new ServerFailure("PostgreSQL ended at once:\n" + LogTail.of(log, 15)));
            return new PostgresServer(server, process, temporary);
        } catch (IOException | IllegalStateException e) {
            throw new ServerFailure(
                    "PostgreSQL did not start: " + e.getMessage() + "\n" + LogTail.of(folder.resolve("server.log"), 15),
                    e);
        }
    }

    /** Creates it unless it is there. */
    public PostgresServer createDatabase(String name) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                PreparedStatement query = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            query.setString(1, name);
            try (ResultSet found = query.executeQuery()) {
                if (!found.next()) {
                    try (Statement create = connection.createStatement()) {
                        create.executeUpdate("create database " + create.enquoteIdentifier(name, true));
                    }
                }
            }
            return this;
        } catch (SQLException e) {
            throw new ServerFailure("database " + name + " cannot be created: " + e.getMessage(), e);
        }
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public ProcessHandle handle() {
        return process;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    /** As the reactive clients of Quarkus and Vert.x take it. */
    public String reactiveUrl(String database) {
        return "postgresql://127.0.0.1:" + port() + "/" + database;
    }

    @Override
    public synchronized void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new ServerFailure("PostgreSQL did not stop: " + e.getMessage(), e);
        } finally {
            watchdog.close();
            temporary.ifPresent(TemporaryFolders::delete);
        }
    }

    /**
     * The running server of this folder, by what it keeps there itself: process id, data folder, start in seconds. All
     * must agree, since after a restart of the machine the id may be somebody else's.
     */
    private static Optional<ProcessHandle> recorded(Path folder) {
        Path pidFile = folder.resolve("data/postmaster.pid");
        try {
            if (!Files.exists(pidFile)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(pidFile);
            if (lines.size() < 3
                    || !Path.of(lines.get(1)).equals(folder.resolve("data").toAbsolutePath())) {
                return Optional.empty();
            }
            Instant started = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .filter(process -> process.info().command().orElse("").endsWith("postgres"))
                    .filter(process -> process.info()
                            .startInstant()
                            .filter(at -> Duration.between(at, started).abs().compareTo(START_TOLERANCE) < 0)
                            .isPresent());
        } catch (IOException e) {
            throw new ServerFailure("an old PostgreSQL may still run; see " + pidFile, e);
        }
    }

    /** By SIGINT, which disconnects clients; SIGTERM would wait for them. */
    private static void end(ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-s", "INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("interrupted while an old PostgreSQL was ending", e);
        } catch (IOException | CompletionException e) {
            throw new ServerFailure("an old PostgreSQL still runs, process " + process.pid(), e);
        }
    }
}
