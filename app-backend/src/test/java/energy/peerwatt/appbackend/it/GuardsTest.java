package energy.peerwatt.appbackend.it;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import energy.peerwatt.servers.TestIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class GuardsTest {
    @Test
    void isReadyWithoutAnybodySignedIn() {
        given().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void everyAnswerForbidsInlineScriptsAndForeignHosts() {
        given().get("/q/health/ready")
                .then()
                .header("Content-Security-Policy", containsString("default-src 'none'; script-src 'self';"))
                .header("X-Content-Type-Options", "nosniff");
    }

    @Test
    void aFormOfAForeignPageIsTurnedAway() {
        String session = "q_session=whoever";
        given().header("Cookie", session)
                .header("Sec-Fetch-Site", "cross-site")
                .post("/sign-out")
                .then()
                .statusCode(403);
        given().header("Cookie", session)
                .header("Origin", "http://elsewhere.example")
                .post("/household/claim")
                .then()
                .statusCode(403);
        given().header("Cookie", session)
                .post("/api/v1/rewards/claim")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @Test
    void nobodyIsSignedOutByALink() {
        given().get("/sign-out").then().statusCode(405).header("Allow", "POST");
    }

    @Test
    void theHomePageLeadsByRole() {
        String token = TestIdentity.token("app-backend").roles("grid-operator").sign();
        given().auth()
                .oauth2(token)
                .redirects()
                .follow(false)
                .get("/")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/operator"));
    }
}
