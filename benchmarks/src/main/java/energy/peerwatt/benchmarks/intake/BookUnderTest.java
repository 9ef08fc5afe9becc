package energy.peerwatt.benchmarks.intake;

import energy.peerwatt.servers.ChildProcess;
import energy.peerwatt.servers.FreePorts;
import energy.peerwatt.servers.PostgresServer;
import energy.peerwatt.servers.RepositoryRoot;
import energy.peerwatt.servers.TestIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The delivered order book in a process of its own. */
final class BookUnderTest implements AutoCloseable {
    static final List<String> JVM = List.of("-Xmx1g", "-XX:+UseSerialGC");

    private static final String JAR = "order-book/target/quarkus-app/quarkus-run.jar";
    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final int HTTP_OK = 200;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port = FreePorts.draw();
    private final ChildProcess process;

    /**
     * Starts it; see {@link #awaitReady()}.
     *
     * @param more settings beside those that say where everything is
     */
    BookUnderTest(Surroundings around, String database, List<String> more) {
        Path jar = RepositoryRoot.find().resolve(JAR);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(
                    "the order book is not built: " + jar + " is missing; ./peerwatt bench builds it");
        }
        PostgresServer postgres = around.postgres();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(JVM);
        command.addAll(List.of(
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.datasource.reactive.url=" + postgres.reactiveUrl(database),
                "-Dquarkus.datasource.jdbc.url=" + postgres.jdbcUrl(database),
                "-Dquarkus.datasource.username=" + PostgresServer.USER,
                "-Dquarkus.datasource.password=" + PostgresServer.PASSWORD,
                "-Dkafka.bootstrap.servers=" + around.broker(),
                "-Dpeerwatt.demo=true",
                "-Dpeerwatt.clock.file=" + around.clock()));
        TestIdentity.settings().forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(more);
        command.addAll(List.of("-jar", jar.toString()));
        process = ChildProcess.start(
                "order-book",
                command,
                Map.of(),
                around.folder(),
                around.folder().resolve("book.log"));
    }

    BookUnderTest awaitReady() {
        process.awaitReady(START_LIMIT, this::isReady);
        return this;
    }

    private boolean isReady() {
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                                            .timeout(Duration.ofSeconds(10))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == HTTP_OK;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the order book was starting", e);
        }
    }

    int port() {
        return port;
    }

    /** Of somebody who may place orders for everybody. */
    static String token() {
        return TestIdentity.token("order-book")
                .roles("service")
                .expiresIn(Duration.ofHours(2))
                .sign();
    }

    /** Processor time that it has taken. */
    Duration processor() {
        return process.handle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** kill -9. */
    void kill() {
        process.handle().destroyForcibly();
        process.handle().onExit().join();
        process.close();
    }

    @Override
    public void close() {
        process.close();
    }
}
