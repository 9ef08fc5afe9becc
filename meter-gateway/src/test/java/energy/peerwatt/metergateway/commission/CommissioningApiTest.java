package energy.peerwatt.metergateway.commission;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.metergateway.support.CommissioningSite;
import energy.peerwatt.servers.TestIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A meter of the simulated street comes into service over the real interface, by way of a turned transformer. */
@QuarkusTest
@QuarkusTestResource(value = CommissioningResources.class, restrictToAnnotatedClass = true)
class CommissioningApiTest {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String AT = "/v1/commissionings/" + CommissioningResources.METER;
    private static final String WRONG_CONFIGURATION = "/v1/commissionings/0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d77";

    CommissioningSite site;

    @Test
    void fromTheFirstLookToTheRegistry() throws Exception {
        installer().body("{}").put(AT).then().statusCode(201).body("state", equalTo("CREATED"));
        installer().body("{}").put(AT).then().statusCode(200);
        installer()
                .body(Map.of(
                        "accountId",
                        CommissioningResources.ACCOUNT,
                        "zone",
                        "zone-1",
                        "role",
                        "GRID",
                        "sealNumber",
                        "A-17"))
                .put(AT + "/binding")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("DIRECTION_PROVEN"));
        begin("/scan", Map.of("wide", false));
        assertThat(state()).isEqualTo("SCANNED");
        installer()
                .body(Map.of("profile", "eastron-sdm630"))
                .post(AT + "/identification")
                .then()
                .statusCode(200)
                .body("device.serial", equalTo("21060001"));
        installer().post(AT + "/configuration-check").then().statusCode(200).body("state", equalTo("CONFIG_CHECKED"));
        begin("/measurement", Map.of("seconds", 120, "clientTime", Instant.now().toString()));
        assertThat(state()).as(view().getString("last")).isEqualTo("MEASURED");

        site.meter().turnTransformer(true);
        directionTest();
        assertThat(state()).isEqualTo("MEASURED");
        assertThat(view().getString("last.checks[0].todo")).contains("current transformer of L1 is turned");
        site.meter().turnTransformer(false);
        site.meter().kettle(0);
        directionTest();
        assertThat(state()).isEqualTo("DIRECTION_PROVEN");

        JsonPath bound = installer()
                .body(Map.of(
                        "accountId",
                        CommissioningResources.ACCOUNT,
                        "zone",
                        "zone-1",
                        "role",
                        "GRID",
                        "sealNumber",
                        "A-17"))
                .put(AT + "/binding")
                .then()
                .statusCode(200)
                .body("state", equalTo("BOUND"))
                .extract()
                .jsonPath();
        seal(bound).then().statusCode(200).body("state", equalTo("SEALED"));
        register(bound.getString("metaHash")).then().statusCode(200).body("state", equalTo("REGISTERED"));
        await().atMost(LONG)
                .untilAsserted(() -> installer()
                        .post(AT + "/activation")
                        .then()
                        .statusCode(200)
                        .body("state", equalTo("ACTIVE")));
        report();
    }

    private void report() {
        Response json = installer().get(AT + "/report");
        byte[] digest = Hashing.sha256(json.asByteArray());
        assertThat(json.header("Repr-Digest"))
                .isEqualTo("sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":");
        assertThat(view().getString("reportSha256")).isEqualTo(HexFormat.of().formatHex(digest));
        assertThat(json.jsonPath().getList("entries.frames.flatten()")).hasSizeGreaterThan(50);
        Response pdf = installer().get(AT + "/report.pdf");
        assertThat(pdf.contentType()).isEqualTo("application/pdf");
        assertThat(pdf.asByteArray()).startsWith("%PDF-".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Test
    void aWrongSettingIsNamedWithWhatItHasToBe() {
        site.em340().set(0x1103, 0);
        installer()
                .body(Map.of("url", "tcp://127.0.0.1:" + site.em340Port(), "unit", 1))
                .put(WRONG_CONFIGURATION)
                .then()
                .statusCode(201);
        installer()
                .body(Map.of("wide", false))
                .post(WRONG_CONFIGURATION + "/scan")
                .then()
                .statusCode(202);
        await().atMost(LONG)
                .until(() -> installer().get(WRONG_CONFIGURATION).path("state").equals("SCANNED"));
        installer()
                .body("{}")
                .post(WRONG_CONFIGURATION + "/identification")
                .then()
                .body("device.profile", equalTo("carlo-gavazzi-em3x0"))
                .body("device.method", equalTo("REGISTERS"));
        installer()
                .post(WRONG_CONFIGURATION + "/configuration-check")
                .then()
                .statusCode(200)
                .body("state", equalTo("IDENTIFIED"))
                .body("last.passed", equalTo(false))
                .body("last.checks[0].todo", containsString("set it to 1 (0x1)"));
    }

    @Test
    void foreignNetworksAreRefusedWithTheRule() {
        installer()
                .body(Map.of("url", "tcp://8.8.8.8:502", "unit", 1))
                .put("/v1/commissionings/0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d78")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations[0].message", containsString("RFC 1918"));
    }

    private void directionTest() {
        installer()
                .body(Map.of("kind", "LOAD", "seconds", 60))
                .post(AT + "/direction-test")
                .then()
                .statusCode(202);
        await().atMost(LONG).until(() -> view().getString("progress.say").contains("(a kettle)"));
        site.meter().kettle(2000);
        waitForEnd();
    }

    private void begin(String step, Map<String, Object> body) {
        installer().body(body).post(AT + step).then().statusCode(202);
        waitForEnd();
    }

    private void waitForEnd() {
        await().atMost(LONG).until(() -> !view().getString("progress.condition").equals("RUNNING"));
    }

    private Response seal(JsonPath bound) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        P256.Point point = P256.Point.of(keys.getPublic());
        byte[] signature = P256.sign(keys.getPrivate(), Base64.getDecoder().decode(bound.getString("statement")));
        return installer()
                .body(Map.of(
                        "keyX",
                        point.x().hex(),
                        "keyY",
                        point.y().hex(),
                        "signature",
                        "0x" + HexFormat.of().formatHex(signature)))
                .post(AT + "/seal");
    }

    private static Response register(String metaHash) {
        return call("service")
                .body(Map.of(
                        "transactionHash",
                        "0x" + "ab".repeat(32),
                        "blockNumber",
                        7,
                        "chainId",
                        31337,
                        "meterId",
                        CommissioningResources.METER,
                        "gatewayId",
                        CommissioningResources.GATEWAY,
                        "owner",
                        "0x00000000000000000000000000000000000000aa",
                        "metaHash",
                        metaHash,
                        "validFrom",
                        "2026-06-21T20:00:00Z"))
                .post(AT + "/registration");
    }

    private static String state() {
        return view().getString("state");
    }

    private static JsonPath view() {
        return installer().get(AT).then().statusCode(200).extract().jsonPath();
    }

    private static RequestSpecification installer() {
        return call("installer");
    }

    private static RequestSpecification call(String role) {
        return given().auth()
                .oauth2(TestIdentity.token("meter-gateway")
                        .roles(role)
                        .subject(role + "-7")
                        .sign())
                .contentType(ContentType.JSON);
    }
}
