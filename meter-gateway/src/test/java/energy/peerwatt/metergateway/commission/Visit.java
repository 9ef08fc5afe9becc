package energy.peerwatt.metergateway.commission;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.metergateway.support.FakeRegistry;
import energy.peerwatt.servers.TestIdentity;
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
import java.util.function.IntConsumer;

/**
 * An installer at a device of the simulated street, with the interface in hand.
 *
 * @param kettle told how much the load takes that he switches on, W
 */
record Visit(IntConsumer kettle, FakeRegistry registry, String meter) {
    static final Duration LONG = Duration.ofSeconds(90);

    String at() {
        return "/v1/commissionings/" + meter;
    }

    /** The whole way, to a device that counts. */
    void all(Map<String, Object> address) throws Exception {
        installer().body(address).put(at()).then().body("state", equalTo("CREATED"));
        begin("/scan", Map.of("wide", false));
        reaches("IDENTIFIED", "/identification", Map.of("profile", "eastron-sdm630"));
        reaches("CONFIG_CHECKED", "/configuration-check", Map.of());
        kettle.accept(0);
        measure();
        directionTest();
        assertThat(state()).isEqualTo("DIRECTION_PROVEN");
        register(bind());
        reaches("ACTIVE", "/activation", Map.of());
    }

    /** Signed and known on chain. */
    void register(JsonPath bound) throws Exception {
        seal(bound).then().statusCode(200).body("state", equalTo("SEALED"));
        if (!registry.has(meter)) {
            registry.register(meter, CommissioningResources.GATEWAY, view().getString("metaHash"));
        }
        installer().post(at() + "/registration").then().statusCode(200).body("state", equalTo("REGISTERED"));
    }

    /** As often as it takes: on a machine with much else to do a read may come too late. */
    void reaches(String state, String step, Map<String, Object> body) {
        await().atMost(LONG)
                .untilAsserted(() -> installer()
                        .body(body)
                        .post(at() + step)
                        .then()
                        .statusCode(200)
                        .body("state", equalTo(state)));
    }

    /** As {@link #reaches}. */
    void measure() {
        await().atMost(LONG).untilAsserted(() -> {
            begin(
                    "/measurement",
                    Map.of("seconds", 120, "clientTime", Instant.now().toString()));
            assertThat(state()).as(view().getString("last")).isEqualTo("MEASURED");
        });
    }

    void directionTest() {
        installer()
                .body(Map.of("kind", "LOAD", "seconds", 60))
                .post(at() + "/direction-test")
                .then()
                .statusCode(202);
        await().atMost(LONG).until(() -> view().getString("progress.say").contains("(a kettle)"));
        kettle.accept(2000);
        waitForEnd();
    }

    void begin(String step, Map<String, Object> body) {
        installer().body(body).post(at() + step).then().statusCode(202);
        waitForEnd();
    }

    private void waitForEnd() {
        await().atMost(LONG).until(() -> !view().getString("progress.condition").equals("RUNNING"));
    }

    Response place() {
        return place("GRID");
    }

    Response place(String role) {
        return installer()
                .body(Map.of(
                        "accountId",
                        CommissioningResources.ACCOUNT,
                        "zone",
                        "zone-1",
                        "role",
                        role,
                        "sealNumber",
                        "A-17"))
                .put(at() + "/binding");
    }

    JsonPath bind() {
        return bind("GRID");
    }

    JsonPath bind(String role) {
        return await().atMost(LONG)
                .until(() -> place(role), bound -> bound.statusCode() == 200)
                .then()
                .body("state", equalTo("BOUND"))
                .extract()
                .jsonPath();
    }

    Response seal(JsonPath bound) throws Exception {
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
                .post(at() + "/seal");
    }

    String state() {
        return view().getString("state");
    }

    JsonPath view() {
        return installer().get(at()).then().statusCode(200).extract().jsonPath();
    }

    static RequestSpecification installer() {
        return call("installer");
    }

    static RequestSpecification call(String role) {
        return given().auth()
                .oauth2(TestIdentity.token("meter-gateway")
                        .roles(role)
                        .subject(role + "-7")
                        .sign())
                .contentType(ContentType.JSON);
    }
}
