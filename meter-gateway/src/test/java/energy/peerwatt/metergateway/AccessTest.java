package energy.peerwatt.metergateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import energy.peerwatt.servers.AccessDocument;
import energy.peerwatt.servers.AccessProbe;
import energy.peerwatt.servers.AccessTable;
import energy.peerwatt.servers.TestIdentity;
import energy.peerwatt.servers.TestToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may what, as access.csv says, and which tokens are none. */
@QuarkusTest
@QuarkusTestResource(GatewayResources.class)
class AccessTest {
    private static final String AUDIENCE = "meter-gateway";
    private static final String UNKNOWN = "0190b3c4-8a7e-7d10-9c55-2f6e1a3bffff";
    private static final TestToken HOUSEHOLD =
            TestIdentity.token(AUDIENCE).roles("household").claim("account_id", GatewayResources.ACCOUNT_ONE);
    private static final String HASH = "0x" + "00".repeat(31) + "01";
    private static final String SIGNED_FIELDS = """
            {"chainId": 31337, "registry": "0x00000000000000000000000000000000000000AA",
             "host": "0x00000000000000000000000000000000000000AA", "owner": "0x00000000000000000000000000000000000000AA",
             "metaHash": "%s", "nonce": 0, "validFrom": "2999-01-01T00:00:00Z", "deadline": 2}""".formatted(HASH);

    @TestHTTPResource("/")
    URI base;

    @BeforeEach
    void bothMetersWereRead() {
        for (String meter : Set.of(GatewayResources.HOME_ONE, GatewayResources.HOME_TWO)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> telemetry(
                                            meter,
                                            TestIdentity.token(AUDIENCE)
                                                    .roles("service")
                                                    .sign())
                                    .statusCode()
                            == 200);
        }
    }

    @Test
    void everyOperationHasARuleForEverybody() {
        String openApi = given().get("/q/openapi?format=json").asString();

        assertThat(AccessTable.read().gaps(openApi, Set.of("id"))).isEmpty();
    }

    @Test
    void thePageSaysTheSame() {
        AccessDocument.check(AUDIENCE, AccessTable.read());
    }

    @TestFactory
    Stream<DynamicTest> everybodyGetsWhatTheTableSays() {
        return new AccessProbe(base, AUDIENCE)
                .path("id", GatewayResources.HOME_ONE, GatewayResources.HOME_TWO)
                .claims("household", Map.of("account_id", GatewayResources.ACCOUNT_ONE))
                .claims("gateway", Map.of("gateway_id", GatewayResources.GATEWAY))
                .body("POST", "/v1/gateway/registration-signature", rule -> SIGNED_FIELDS)
                .body("POST", "/v1/meters/{id}/registration-signature", rule -> SIGNED_FIELDS)
                .body("POST", "/v1/meters/{id}/installer-tasks/done", rule -> "{\"kind\": \"COUNTER_RESET\"}")
                .body("POST", "/v1/gateway/key-rotations", rule -> SIGNED_FIELDS)
                .body("POST", "/v1/gateway/key-rotations/confirmation", rule -> "{\"number\": 9}")
                .body("PUT", "/v1/commissionings/{id}", rule -> "{}")
                .body("POST", "/v1/commissionings/{id}/scan", rule -> "{}")
                .body("POST", "/v1/commissionings/{id}/measurement", rule -> "{}")
                .body("POST", "/v1/commissionings/{id}/direction-test", rule -> "{}")
                .body("POST", "/v1/commissionings/{id}/seal", rule -> "{}")
                .body("POST", "/v1/commissionings/{id}/replacement", rule -> "{}")
                .body("POST", "/v1/commissionings/{id}/retirement", rule -> "{}")
                .body("POST", "/v1/commissionings/{id}/identification", rule -> "{}")
                .body("POST", "/v1/commissionings/{id}/registration", rule -> "{}")
                .body("PUT", "/v1/commissionings/{id}/binding", rule -> "{}")
                .body("PUT", "/v1/commissionings/{id}/suspension", rule -> "{}")
                .tests(AccessTable.read());
    }

    @Test
    void anotherHomesMeterLooksLikeNone() {
        Response foreign = telemetry(GatewayResources.HOME_TWO, HOUSEHOLD.sign());
        Response none = telemetry(UNKNOWN, HOUSEHOLD.sign());

        assertThat(foreign.statusCode()).isEqualTo(404).isEqualTo(none.statusCode());
        assertThat(foreign.asString().replace(GatewayResources.HOME_TWO, UNKNOWN))
                .isEqualTo(none.asString());
    }

    @Test
    void aHouseholdWithoutAnAccountOwnsNothing() {
        TestToken bare = TestIdentity.token(AUDIENCE).roles("household");

        assertThat(telemetry(GatewayResources.HOME_TWO, bare.sign()).statusCode())
                .isEqualTo(404);
        assertThat(telemetry(
                                GatewayResources.HOME_ONE,
                                bare.claim("account_id", "me").sign())
                        .statusCode())
                .isEqualTo(404);
    }

    static Stream<String> noTokens() {
        return Stream.of(
                HOUSEHOLD.expiresIn(Duration.ofMinutes(-1)).sign(),
                HOUSEHOLD.forge(),
                HOUSEHOLD.leaveUnsigned(),
                HOUSEHOLD.issuedBy("http://127.0.0.1:18080/realms/master").sign(),
                HOUSEHOLD.forServices("settlement", "account").sign(),
                "nonsense");
    }

    @ParameterizedTest(name = "token {index}")
    @MethodSource("noTokens")
    void expiredForgedUnsignedStrangeAndForeignTokensAreNone(String token) {
        Response answer = telemetry(GatewayResources.HOME_ONE, token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(telemetry(GatewayResources.HOME_ONE, HOUSEHOLD.sign()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void healthMetricsAndTheDescriptionOfTheInterfaceAreOpen() {
        for (String open : Set.of("/q/health/live", "/q/metrics", "/q/openapi")) {
            assertThat(given().auth().none().get(open).statusCode()).isEqualTo(200);
        }
    }

    private static Response telemetry(String meter, String token) {
        return given().auth().oauth2(token).accept(ContentType.JSON).get("/v1/meters/" + meter + "/telemetry");
    }
}
