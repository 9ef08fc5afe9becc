package energy.peerwatt.orderbook.replica;

import static io.restassured.RestAssured.given;

import energy.peerwatt.orderbook.it.LiveStream;
import energy.peerwatt.servers.ChildProcess;
import energy.peerwatt.servers.FreePorts;
import energy.peerwatt.servers.PostgresServer;
import energy.peerwatt.servers.RepositoryRoot;
import energy.peerwatt.servers.TestIdentity;
import energy.peerwatt.servers.TestServers;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The delivered service as a process of its own, behind a tap of its own. */
final class Replica implements AutoCloseable {
    private static final String JAR = "order-book/target/quarkus-app/quarkus-run.jar";
    private static final Duration START_LIMIT = Duration.ofSeconds(180);

    final String name;
    final PostgresTap tap;
    private final int port = FreePorts.draw();
    private final String token = TestIdentity.token("order-book")
            .roles("service", "auditor")
            .expiresIn(Duration.ofHours(1))
            .sign();
    private final ChildProcess process;

    /** Starts it; see {@link #awaitReady()}. */
    Replica(String name, String database, Path folder) {
        this.name = name;
        PostgresServer postgres = TestServers.postgres(database);
        tap = new PostgresTap(postgres.port());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.datasource.reactive.url=postgresql://127.0.0.1:" + tap.port() + "/" + database,
                // Migrations only, and before anything else: they do not go through the tap.
                "-Dquarkus.datasource.jdbc.url=" + postgres.jdbcUrl(database),
                "-Dquarkus.datasource.username=" + PostgresServer.USER,
                "-Dquarkus.datasource.password=" + PostgresServer.PASSWORD,
                "-Dkafka.bootstrap.servers=" + TestServers.kafka().bootstrapServers(),
                "-Dpeerwatt.demo=true",
                "-Dpeerwatt.clock.file=" + folder.resolve("clock"),
                // Who dies with a claim is waited for, and a test need not wait as long as a street.
                "-Dpeerwatt.order-book.outbox.claim=PT10S",
                "-Dpeerwatt.order-book.instance=" + name));
        TestIdentity.settings().forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", RepositoryRoot.find().resolve(JAR).toString()));
        process = ChildProcess.start(name, command, Map.of(), folder, folder.resolve(name + ".log"));
    }

    Replica awaitReady() {
        process.awaitReady(START_LIMIT, () -> isReady());
        return this;
    }

    private boolean isReady() {
        try {
            return call().get("/q/health/ready").statusCode() == 200;
        } catch (RuntimeException notYet) {
            return false;
        } catch (Exception notYet) {
            // REST Assured throws what the socket throws, undeclared.
            return false;
        }
    }

    /** A request to this replica, by somebody who may everything. */
    RequestSpecification call() {
        return given().baseUri("http://127.0.0.1")
                .port(port)
                .auth()
                .oauth2(token)
                .contentType("application/json");
    }

    /** A stream of this replica, read from now on. */
    LiveStream live(String path, @Nullable String lastSeen) {
        return new LiveStream(URI.create("http://127.0.0.1:" + port + path), token, lastSeen);
    }

    /** Markets whose only writer it believes to be. */
    int markets() {
        Number markets = call().get("/q/health/ready").path("checks.find { it.name == 'books' }.data.markets");
        return markets == null ? 0 : markets.intValue();
    }

    /** kill -9. What it left at the tap is dropped, as the system drops the connections of a dead process. */
    void kill() throws InterruptedException {
        process.handle().destroyForcibly();
        process.handle().onExit().join();
        close();
    }

    /** SIGSTOP: it is not told, and its connections stay. */
    void freeze() {
        signal("STOP");
    }

    /** SIGCONT: it goes on as if no time had passed. */
    void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            int exit = new ProcessBuilder(
                            "kill", "-s", signal, Long.toString(process.handle().pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException(name + " cannot be sent SIG" + signal);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        tap.close();
        process.close();
    }
}
