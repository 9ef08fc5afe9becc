package energy.peerwatt.servers;

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
import java.util.Optional;

/**
 * Keycloak in a JVM of its own, from the distribution that {@code local-stack/identity} unpacks and builds. All it knows
 * (people, sessions, signing keys) is in a PostgreSQL database; its folder holds a log and can be lost.
 */
public final class KeycloakServer implements RunningServer {
    public static final String DATABASE = "keycloak";
    /** The first start makes a hundred tables; on a busy machine that takes its time. */
    private static final Duration START_LIMIT = Duration.ofSeconds(180);

    private static final String REALM = "peerwatt";
    /** What a home of Keycloak shares with the distribution; its data it has for itself. */
    private static final List<String> SHARED = List.of("lib", "providers", "conf", "themes");

    private final ChildProcess process;
    private final int port;
    private final Optional<Path> temporary;

    private KeycloakServer(ChildProcess process, int port, Optional<Path> temporary) {
        this.process = process;
        this.port = port;
        this.temporary = temporary;
    }

    /** On a free port, with its data in that server's database; ends with this JVM at the latest. */
    public static KeycloakServer temporary(PostgresServer postgres, String realm) {
        Path folder = TemporaryFolders.create("keycloak");
        postgres.createDatabase(DATABASE);
        KeycloakServer server = start(folder, FreePorts.draw(), postgres.jdbcUrl(DATABASE), realm, Optional.of(folder));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-keycloak"));
        return server;
    }

    /**
     * Goes on with what is in the database.
     *
     * @param port 0 for a free one
     * @param database JDBC address of an existing database, opened as {@link PostgresServer#USER}
     * @param realm JSON of the realm, imported where the database does not have it yet
     */
    public static KeycloakServer at(Path folder, int port, String database, String realm) {
        return start(folder, FreePorts.orDrawn(port), database, realm, Optional.empty());
    }

    private static KeycloakServer start(
            Path folder, int port, String database, String realm, Optional<Path> temporary) {
        Path distribution = distribution();
        Path home = folder.resolve("home");
        try {
            Path imports = Files.createDirectories(home.resolve("data/import"));
            Files.writeString(imports.resolve(REALM + "-realm.json"), realm);
            for (String shared : SHARED) {
                Path link = home.resolve(shared);
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, distribution.resolve(shared));
            }
        } catch (IOException e) {
            throw new ServerFailure("Keycloak has no folder: " + e.getMessage(), e);
        }
        ChildProcess process = ChildProcess.start(
                "keycloak",
                command(home, port, database),
                // By the environment, which the list of processes does not show.
                Map.of("KC_DB_PASSWORD", PostgresServer.PASSWORD),
                folder,
                folder.resolve("keycloak.log"));
        KeycloakServer server = new KeycloakServer(process, port, temporary);
        process.awaitReady(START_LIMIT, server::answers);
        return server;
    }

    private static Path distribution() {
        Path folder = RepositoryRoot.find().resolve("local-stack/identity/target/keycloak");
        if (!Files.isDirectory(folder)) {
            throw new ServerFailure(
                    "Keycloak is not in " + folder + "; bring it: mvn -pl local-stack/identity generate-resources");
        }
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new ServerFailure("Keycloak in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What {@code kc.sh} would run, without the shell between: a signal for the process has to reach Keycloak. */
    private static List<String> command(Path home, int port, String database) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dkc.home.dir=" + home,
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dpicocli.disable.closures=true",
                "-Duser.language=en"));
        for (String opened : List.of("java.util", "java.util.concurrent", "java.security", "java.lang")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(home.resolve("lib/quarkus-run.jar").toString());
        command.addAll(List.of("io.quarkus.bootstrap.runner.QuarkusEntryPoint", "start", "--optimized"));
        command.addAll(List.of("--import-realm", "--cache=local", "--http-enabled=true", "--http-host=127.0.0.1"));
        command.addAll(List.of("--http-port=" + port, "--hostname=" + url(port)));
        command.addAll(List.of("--db-url=" + database, "--db-username=" + PostgresServer.USER));
        command.add("--db-pool-max-size=10");
        return command;
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    private boolean answers() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("interrupted while Keycloak was starting", e);
        }
    }

    /** Who the realm's tokens say they are from: for {@code quarkus.oidc.auth-server-url}. */
    public URI issuer() {
        return URI.create(url(port) + "/realms/" + REALM);
    }

    public int port() {
        return port;
    }

    @Override
    public ProcessHandle handle() {
        return process.handle();
    }

    @Override
    public synchronized void close() {
        process.close();
        temporary.ifPresent(TemporaryFolders::delete);
    }
}
