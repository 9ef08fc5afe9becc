package energy.peerwatt.appbackend.it;

import energy.peerwatt.appbackend.live.domain.Cast;
import energy.peerwatt.servers.KeycloakServer;
import energy.peerwatt.servers.PostgresServer;
import energy.peerwatt.servers.TestServers;
import energy.peerwatt.servers.realm.DemoPerson;
import energy.peerwatt.servers.realm.DemoSecrets;
import energy.peerwatt.servers.realm.PeerwattRealm;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.List;
import java.util.Map;

/** PostgreSQL, Kafka and a Keycloak with people in it. */
public final class IdentityServers implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        PostgresServer postgres = TestServers.postgres("app_backend");
        String community = Cast.COMMUNITY.toString();
        KeycloakServer keycloak = TestServers.keycloak(PeerwattRealm.ofDemo(
                List.of(
                        DemoPerson.household(1, Cast.account(1).value(), Cast.COMMUNITY.value()),
                        DemoPerson.household(2, Cast.account(2).value(), Cast.COMMUNITY.value()),
                        new DemoPerson("installer", "Ines", "installer", Map.of("community_id", community)),
                        new DemoPerson("operator", "Olaf", "grid-operator", Map.of("community_id", community)),
                        new DemoPerson("manager", "Mona", "community-manager", Map.of("community_id", community))),
                List.of()));
        return Map.ofEntries(
                Map.entry("quarkus.oidc.auth-server-url", keycloak.issuer().toString()),
                Map.entry("quarkus.oidc.credentials.secret", DemoSecrets.ofClient("app-backend")),
                Map.entry("peerwatt.demo", "true"),
                Map.entry("quarkus.keycloak.admin-client.server-url", "http://127.0.0.1:" + keycloak.port()),
                Map.entry("quarkus.datasource.reactive.url", postgres.reactiveUrl("app_backend")),
                Map.entry("quarkus.datasource.jdbc.url", postgres.jdbcUrl("app_backend")),
                Map.entry("quarkus.datasource.username", PostgresServer.USER),
                Map.entry("quarkus.datasource.password", PostgresServer.PASSWORD),
                Map.entry("kafka.bootstrap.servers", TestServers.kafka().bootstrapServers()));
    }

    @Override
    public void stop() {
        // The servers are shared by all tests of this JVM and end with it.
    }
}
