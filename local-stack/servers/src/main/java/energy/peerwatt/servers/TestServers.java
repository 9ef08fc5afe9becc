package energy.peerwatt.servers;

import org.jspecify.annotations.Nullable;

/**
 * Each server once per JVM, for tests: started at the first request, in temporary folders on free ports, gone with the
 * JVM. For a Quarkus test:
 *
 * <pre>{@code
 * public final class Servers implements QuarkusTestResourceLifecycleManager {
 *     @Override
 *     public Map<String, String> start() {
 *         PostgresServer postgres = TestServers.postgres("order_book");
 *         return Map.of(
 *                 "quarkus.datasource.reactive.url", postgres.reactiveUrl("order_book"),
 *                 "quarkus.datasource.jdbc.url", postgres.jdbcUrl("order_book"),
 *                 "quarkus.datasource.username", PostgresServer.USER,
 *                 "quarkus.datasource.password", PostgresServer.PASSWORD,
 *                 "kafka.bootstrap.servers", TestServers.kafka().bootstrapServers());
 *     }
 *
 *     @Override
 *     public void stop() {
 *         // The servers are shared by all tests of this JVM and end with it.
 *     }
 * }
 * }</pre>
 *
 * <p>Quarkus loads test classes by several class loaders, and statics live once in each: the servers are therefore held
 * by the class loader that loaded this class. If that is not the application class loader, tests simply get a second set.
 */
public final class TestServers {
    private static @Nullable PostgresServer postgres;
    private static @Nullable KafkaBroker kafka;
    private static @Nullable AnvilChain anvil;
    private static @Nullable KeycloakServer keycloak;

    private TestServers() {}

    /** The one PostgreSQL, with that database in it. */
    public static synchronized PostgresServer postgres(String database) {
        PostgresServer running = postgres;
        if (running == null) {
            running = PostgresServer.temporary();
            postgres = running;
        }
        return running.createDatabase(database);
    }

    public static synchronized KafkaBroker kafka() {
        KafkaBroker running = kafka;
        if (running == null) {
            running = KafkaBroker.temporary();
            kafka = running;
        }
        return running;
    }

    public static synchronized AnvilChain anvil() {
        AnvilChain running = anvil;
        if (running == null) {
            running = AnvilChain.temporary();
            anvil = running;
        }
        return running;
    }

    /** The one Keycloak, with the realm of whoever asked first. */
    public static synchronized KeycloakServer keycloak(String realm) {
        KeycloakServer running = keycloak;
        if (running == null) {
            running = KeycloakServer.temporary(postgres(KeycloakServer.DATABASE), realm);
            keycloak = running;
        }
        return running;
    }
}
