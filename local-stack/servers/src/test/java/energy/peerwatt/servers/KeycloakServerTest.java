package energy.peerwatt.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import energy.peerwatt.servers.realm.ClientToken;
import energy.peerwatt.servers.realm.DemoPerson;
import energy.peerwatt.servers.realm.DemoSecrets;
import energy.peerwatt.servers.realm.PeerwattRealm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A real Keycloak: what its tokens say, and that it knows everybody again after a kill. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakServerTest {
    private static final UUID ACCOUNT = UUID.fromString("6b1d0f6e-8a53-8c1a-9d0e-0d7d3a1c5e01");
    private static final UUID COMMUNITY = UUID.fromString("6b1d0f6e-8a53-8c1a-9d0e-0d7d3a1c5e02");
    private static final UUID GATEWAY = UUID.fromString("6b1d0f6e-8a53-8c1a-9d0e-0d7d3a1c5e03");
    private static final List<String> SERVICES =
            List.of("meter-gateway", "order-book", "settlement", "grid-service", "app-backend");
    private static final String REALM = PeerwattRealm.ofDemo(
            List.of(
                    DemoPerson.household(1, ACCOUNT, COMMUNITY),
                    new DemoPerson("installer", "Ida Installer", "installer", Map.of()),
                    new DemoPerson("operator", "Otto Operator", "grid-operator", Map.of()),
                    new DemoPerson(
                            "manager",
                            "Mara Manager",
                            "community-manager",
                            Map.of("community_id", COMMUNITY.toString()))),
            List.of(GATEWAY));

    /** Not JUnit's own: that one warns of the links to the distribution. */
    private static final Path FOLDER = TemporaryFolders.create("keycloak-test");

    private static final Path DATA = TemporaryFolders.create("keycloak-data-test");

    private static PostgresServer postgres;
    private static KeycloakServer keycloak;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.at(DATA, 0).createDatabase(KeycloakServer.DATABASE);
        keycloak = startOn(0);
    }

    @AfterAll
    static void stop() {
        keycloak.close();
        postgres.close();
        TemporaryFolders.delete(FOLDER);
        TemporaryFolders.delete(DATA);
    }

    private static KeycloakServer startOn(int port) {
        return KeycloakServer.at(FOLDER, port, postgres.jdbcUrl(KeycloakServer.DATABASE), REALM);
    }

    @Test
    @Order(1)
    void everyPersonOfTheDemoHasTheirRoleAndClaimsInATokenForAllServices() {
        JsonNode household = person("household-1");
        assertThat(household.path("iss").asText())
                .isEqualTo("http://127.0.0.1:" + keycloak.port() + "/realms/peerwatt");
        assertThat(texts(household.path("realm_access").path("roles"))).containsExactly("household");
        assertThat(household.path("account_id").asText()).isEqualTo(ACCOUNT.toString());
        assertThat(household.path("community_id").asText()).isEqualTo(COMMUNITY.toString());
        assertThat(texts(household.path("aud"))).containsExactlyInAnyOrderElementsOf(SERVICES);
        assertThat(household.path("exp").asLong() - household.path("iat").asLong())
                .isEqualTo(300);

        assertThat(roles(person("installer"))).containsExactly("installer");
        assertThat(roles(person("operator"))).containsExactly("grid-operator");
        assertThat(person("operator").has("account_id")).isFalse();
        assertThat(roles(person("manager"))).containsExactly("community-manager");
        assertThat(person("manager").path("community_id").asText()).isEqualTo(COMMUNITY.toString());
    }

    @Test
    @Order(2)
    void everyMachineHasItsRoleAndReachesOnlyWhatItIsFor() {
        assertThat(roles(client("app-backend"))).containsExactly("service");
        assertThat(roles(client("order-book"))).containsExactly("service");
        assertThat(texts(client("order-book").path("aud"))).doesNotContain("order-book", "app-backend");
        assertThat(roles(client("verifier"))).containsExactly("auditor");
        assertThat(texts(client("verifier").path("aud"))).contains("settlement").doesNotContain("app-backend");
        assertThat(roles(client("local-stack")))
                .containsExactlyInAnyOrder("service", "community-manager", "grid-operator", "installer");

        JsonNode gateway = client(PeerwattRealm.gatewayClientId(GATEWAY));
        assertThat(roles(gateway)).containsExactly("gateway");
        assertThat(gateway.path("gateway_id").asText()).isEqualTo(GATEWAY.toString());
        assertThat(texts(gateway.path("aud"))).containsExactlyInAnyOrder("meter-gateway", "grid-service");
    }

    @Test
    @Order(3)
    void wrongSecretIsRefused() {
        ClientToken wrong =
                ClientToken.of(keycloak.issuer(), "verifier", DemoSecrets.ofClient("settlement"), Clock.systemUTC());

        assertThatThrownBy(wrong::value).isInstanceOf(ServerFailure.class).hasMessageContaining("unauthorized_client");
    }

    @Test
    @Order(4)
    void killedKeycloakKnowsEverybodyAgainWithTheSameIdentity() {
        String before = person("household-1").path("sub").asText();
        int port = keycloak.port();
        keycloak.handle().destroyForcibly();
        keycloak.ended().join();
        keycloak.close();

        keycloak = startOn(port);

        assertThat(person("household-1").path("sub").asText()).isEqualTo(before);
        assertThat(roles(client("settlement"))).containsExactly("service");
    }

    @Test
    @Order(5)
    void peopleWhoCameLaterAreAddedAndTheOthersStayAsTheyAre() throws Exception {
        String before = person("household-1").path("sub").asText();
        DemoPerson newcomer = DemoPerson.household(2, COMMUNITY, COMMUNITY);
        String body = PeerwattRealm.missing(List.of(DemoPerson.household(1, GATEWAY, GATEWAY), newcomer))
                .toString();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + keycloak.port() + "/admin/realms/peerwatt/partialImport"))
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Bearer "
                                + ClientToken.of(
                                                keycloak.issuer(),
                                                "local-stack",
                                                DemoSecrets.ofClient("local-stack"),
                                                Clock.systemUTC())
                                        .value())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }

        assertThat(roles(person("household-2"))).containsExactly("household");
        assertThat(person("household-1").path("sub").asText()).isEqualTo(before);
        assertThat(person("household-1").path("account_id").asText()).isEqualTo(ACCOUNT.toString());
    }

    @Test
    @Order(6)
    void databaseThatDiedAndCameBackIsUsedAgain() throws Exception {
        int port = postgres.port();
        postgres.handle().destroyForcibly();
        postgres.ended().join();
        postgres.close();
        postgres = PostgresServer.at(DATA, port);

        String token = "";
        for (int i = 0; i < 60 && token.isEmpty(); i++) {
            token = tokenOrNothing();
            Thread.sleep(token.isEmpty() ? 500 : 0);
        }

        assertThat(token).isNotEmpty();
    }

    private static String tokenOrNothing() {
        try {
            return ClientToken.of(keycloak.issuer(), "verifier", DemoSecrets.ofClient("verifier"), Clock.systemUTC())
                    .value();
        } catch (ServerFailure notYet) {
            return "";
        }
    }

    private static JsonNode person(String username) {
        return claims(ClientToken.ofDemoPerson(keycloak.issuer(), username, Clock.systemUTC()));
    }

    private static JsonNode client(String id) {
        return claims(ClientToken.of(keycloak.issuer(), id, DemoSecrets.ofClient(id), Clock.systemUTC()));
    }

    private static JsonNode claims(ClientToken token) {
        try {
            return new ObjectMapper()
                    .readTree(Base64.getUrlDecoder().decode(token.value().split("\\.")[1]));
        } catch (IOException e) {
            throw new AssertionError("not a token", e);
        }
    }

    private static List<String> roles(JsonNode claims) {
        return texts(claims.path("realm_access").path("roles"));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
