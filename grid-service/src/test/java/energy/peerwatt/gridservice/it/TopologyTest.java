package energy.peerwatt.gridservice.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import energy.peerwatt.servers.TestIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The zone tree over REST. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class TopologyTest {
    @Test
    void isReadyAndDescribesItself() {
        given().get("/q/health/ready").then().statusCode(200);
        given().queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("info.title", equalTo("PeerWatt grid service"));
    }

    @Test
    void theDispatchKeyIsAPointOnTheCurve() {
        given().auth()
                .oauth2(TestIdentity.token("grid-service").roles("service").sign())
                .get("/grid/v1/dispatch-key")
                .then()
                .statusCode(200)
                .body("x", startsWith("0x"))
                .body("y", startsWith("0x"));
    }

    @Test
    void aZoneIsDefinedOnceHoweverOftenItIsSent() {
        String community = UUID.randomUUID().toString();
        String root = "{\"community\":\"%s\",\"localFeeMicroPerKwh\":40000}".formatted(community);
        long first = version(root, "root");

        assertThat(version(root, "root")).isEqualTo(first).isEqualTo(1);
        String changed =
                "{\"community\":\"%s\",\"localFeeMicroPerKwh\":50000,\"importLimitW\":63000}".formatted(community);
        assertThat(version(changed, "root")).isEqualTo(2);
        operator().get("/grid/v1/zones").then().statusCode(200).body("importLimitW", hasItem(63000));
    }

    @Test
    void everythingThatIsWrongWithAZoneIsSaidAtOnce() {
        operator()
                .body("{\"community\":\"x\",\"localFeeMicroPerKwh\":-1,\"effectiveFrom\":\"soon\"}")
                .put("/grid/v1/zones/feeder")
                .then()
                .statusCode(400)
                .body("violations.size()", equalTo(3));
        operator()
                .body("{\"community\":\"%s\",\"parent\":\"nowhere\",\"localFeeMicroPerKwh\":1,\"effectiveFrom\":\"%s\"}"
                        .formatted(UUID.randomUUID(), Street.MORNING.minusSeconds(60)))
                .put("/grid/v1/zones/feeder")
                .then()
                .statusCode(422)
                .body("violations.field", hasItem("parent"))
                .body("violations.field", hasItem("effectiveFrom"));
    }

    @Test
    void aZoneThatIsNotThereHasNoLoad() {
        operator().get("/grid/v1/zones/elsewhere/load").then().statusCode(404);
    }

    private static long version(String body, String zone) {
        return operator()
                .body(body)
                .put("/grid/v1/zones/" + zone)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("version");
    }

    private static RequestSpecification operator() {
        return given().contentType("application/json")
                .auth()
                .oauth2(TestIdentity.token("grid-service")
                        .roles("grid-operator")
                        .sign());
    }
}
