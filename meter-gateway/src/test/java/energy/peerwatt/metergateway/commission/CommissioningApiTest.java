package energy.peerwatt.metergateway.commission;

import static energy.peerwatt.metergateway.commission.Visit.installer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.metergateway.support.CommissioningSite;
import energy.peerwatt.metergateway.support.FakeRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A meter of the simulated street comes into service over the real interface, by way of a turned transformer. */
@QuarkusTest
@QuarkusTestResource(value = CommissioningResources.class, restrictToAnnotatedClass = true)
class CommissioningApiTest {
    private static final String WRONG_CONFIGURATION = "/v1/commissionings/0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d77";

    CommissioningSite site;
    FakeRegistry registry;

    @Test
    void fromTheFirstLookToTheRegistry() throws Exception {
        Visit visit = new Visit(site.meter()::kettle, registry, CommissioningResources.METER);
        installer().body("{}").put(visit.at()).then().statusCode(201).body("state", equalTo("CREATED"));
        installer().body("{}").put(visit.at()).then().statusCode(200);
        visit.place()
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("DIRECTION_PROVEN"));
        visit.begin("/scan", Map.of("wide", false));
        assertThat(visit.state()).isEqualTo("SCANNED");
        visit.reaches("IDENTIFIED", "/identification", Map.of("profile", "eastron-sdm630"));
        assertThat(visit.view().getString("device.serial")).isEqualTo("21060001");
        visit.reaches("CONFIG_CHECKED", "/configuration-check", Map.of());
        visit.measure();

        site.meter().turnTransformer(true);
        visit.directionTest();
        assertThat(visit.state()).isEqualTo("MEASURED");
        assertThat(visit.view().getString("last.checks[0].todo")).contains("current transformer of L1 is turned");
        site.meter().turnTransformer(false);
        site.meter().kettle(0);
        visit.directionTest();
        assertThat(visit.state()).isEqualTo("DIRECTION_PROVEN");

        JsonPath bound = visit.bind();
        visit.seal(bound).then().statusCode(200).body("state", equalTo("SEALED"));
        register(visit, bound.getString("metaHash"));
        visit.reaches("ACTIVE", "/activation", Map.of());
        report(visit);
    }

    /** What is missing is said, step by step, until the registry has gateway and binding for good. */
    private void register(Visit visit, String metaHash) {
        installer()
                .post(visit.at() + "/registration")
                .then()
                .statusCode(200)
                .body("state", equalTo("SEALED"))
                .body("last.checks.find { it.name == 'registry.gateway' }.todo", containsString("registerGateway"))
                .body("last.checks.find { it.name == 'registry.meter' }.todo", containsString(metaHash));
        JsonPath gateway = installer().get("/v1/gateway").jsonPath();
        registry.registerGateway(
                new P256.Point(new Hash32(gateway.getString("keyX")), new Hash32(gateway.getString("keyY"))));
        registry.register(CommissioningResources.METER, CommissioningResources.GATEWAY, "0x" + "cd".repeat(32));
        installer()
                .post(visit.at() + "/registration")
                .then()
                .body("state", equalTo("SEALED"))
                .body("last.checks.find { it.name == 'registry.metaHash' }.verdict", equalTo("FAILED"));
        registry.register(CommissioningResources.METER, CommissioningResources.GATEWAY, metaHash);
        registry.confirmed(false);
        installer()
                .post(visit.at() + "/registration")
                .then()
                .body("state", equalTo("SEALED"))
                .body("last.checks.find { it.name == 'registry.confirmed' }.todo", containsString("wait"));
        registry.confirmed(true);
        installer().post(visit.at() + "/registration").then().body("state", equalTo("REGISTERED"));
        installer()
                .post(visit.at() + "/registration")
                .then()
                .body("state", equalTo("REGISTERED"))
                .body("registration.metaHash", equalTo(metaHash));
        assertThat(registry.tokens()).isNotEmpty().allMatch(token -> token.startsWith("Bearer ey"));
    }

    private static void report(Visit visit) {
        Response json = installer().get(visit.at() + "/report");
        byte[] digest = Hashing.sha256(json.asByteArray());
        assertThat(json.header("Repr-Digest"))
                .isEqualTo("sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":");
        assertThat(visit.view().getString("reportSha256"))
                .isEqualTo(HexFormat.of().formatHex(digest));
        assertThat(json.jsonPath().getList("entries.frames.flatten()")).hasSizeGreaterThan(50);
        Response pdf = installer().get(visit.at() + "/report.pdf");
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
        await().atMost(Visit.LONG)
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
}
