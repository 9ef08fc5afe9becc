package energy.peerwatt.appbackend.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.appbackend.live.domain.Cast;
import energy.peerwatt.servers.AccessDocument;
import energy.peerwatt.servers.AccessProbe;
import energy.peerwatt.servers.AccessTable;
import energy.peerwatt.servers.TestIdentity;
import energy.peerwatt.servers.TestToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may what, as access.csv says, and the same for the pages. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class AccessTest {
    private static final String EVENT = "0190b3c4-8a7e-7d10-9c55-2f6e1a3b4c5d";
    private static final String METER = "0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d01";
    /** What the gateway's own test says that it answers. */
    private static final Path LINKS = Path.of("../meter-gateway/src/test/resources/examples/links-of-a-home.json");

    private static final Map<String, String> PAGES = Map.of(
            "/household",
            "household",
            "/operator",
            "grid-operator",
            "/installer",
            "installer",
            "/installer/links/" + METER,
            "installer",
            "/community",
            "community-manager");
    private static final Map<String, String> FORMS = Map.of(
            "/household/claim",
            "household",
            "/household/consent",
            "household",
            "/household/consent/withdrawal",
            "household",
            "/household/calls/" + EVENT + "/opt-out",
            "household",
            "/operator/events",
            "grid-operator",
            "/installer/gateways",
            "installer",
            "/community/invitations",
            "community-manager");

    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "peerwatt.services.settlement")
    URI others;

    @BeforeEach
    void theOtherServicesAgree() {
        Recorder recorder = new Recorder(others);
        recorder.forgetsAll();
        String account = "/v1/communities/" + Cast.COMMUNITY + "/accounts/" + Cast.account(1);
        recorder.says("POST" + account + "/rewards/claim", 202, "{}");
        recorder.says("POST/grid/v1/events", 201, "{}");
        recorder.says("DELETE/grid/v1/enrolments/" + Cast.account(1), 204, "");
        recorder.says("POST/grid/v1/accounts/" + Cast.account(1) + "/events/" + EVENT + "/opt-out", 200, "[]");
        recorder.says("POST/grid/v1/events/" + EVENT + "/terminate", 202, "{}");
        recorder.says("GET/grid/v1/events/" + EVENT + "/live", 200, "{}");
    }

    @Test
    void everyOperationHasARuleForEverybody() {
        String openApi = given().get("/q/openapi?format=json").asString();

        assertThat(AccessTable.read().gaps(openApi, Set.of())).isEmpty();
    }

    @Test
    void thePageSaysTheSame() {
        AccessDocument.check("app-backend", AccessTable.read());
    }

    @TestFactory
    Stream<DynamicTest> everybodyGetsWhatTheTableSays() {
        Map<String, String> community = Map.of("community_id", Cast.COMMUNITY.toString());
        return new AccessProbe(base, "app-backend")
                .path("event", EVENT)
                .path("meter", METER)
                .claims(
                        "household",
                        Map.of(
                                "community_id",
                                Cast.COMMUNITY.toString(),
                                "account_id",
                                Cast.account(1).toString()))
                .claims("grid-operator", community)
                .claims("installer", community)
                .claims("community-manager", community)
                .body("POST", "/api/v1/events", rule -> """
                        {"zone":"street","targetKw":"3","start":"next","minutes":"30","currencyBudget":"5",
                         "currencyPerKwh":"0.1","tokenBudget":"100","tokensPerKwh":"10"}""")
                // A stream does not end by itself; that it begins is in LiveTest.
                .tests(AccessTable.read().rules().stream()
                        .filter(rule -> !(rule.path().startsWith("/api/v1/live/") && rule.status() == 200)));
    }

    @Test
    void anInstallerSeesWhatTravelsOnTheLinksOfAHome() throws IOException {
        new Recorder(others).says("GET/v1/meters/" + METER + "/links", 200, Files.readString(LINKS));

        Document page =
                Jsoup.parse(as("installer").get("/installer/links/" + METER).asString());

        assertThat(page.select("section h2").text()).isEqualTo("rtutcp://127.0.0.1:1502");
        assertThat(page.select(".pairs dd").text()).isEqualTo("13.7 %");
        assertThat(page.select(".tile.amiss").text())
                .contains("No answer in time 3", "Corrupt replies 1", "Exception 2 5 illegal data address");
        assertThat(page.select("section strong").text()).contains("2 failures in a row, left alone until");
        assertThat(page.select(".frames li").text())
                .contains("no answer in time", "501.2 ms", "TX 01 04", "RX nothing");
    }

    @Test
    void aHomeThatNoGatewayReadsHasNoLinks() {
        String page = as("installer").get("/installer/links/" + METER).asString();

        assertThat(Jsoup.parse(page).select(".missing").text()).contains("nothing here");
        assertThat(as("installer").get("/installer/links/seven").statusCode()).isEqualTo(404);
    }

    @Test
    void aPageIsForItsOwnRoleOnly() {
        PAGES.forEach((page, role) -> AccessTable.ROLES.forEach(caller -> {
            int status = as(caller).get(page).statusCode();
            assertThat(status)
                    .as(caller + " at " + page)
                    .isEqualTo(caller.equals("anonymous") ? 401 : caller.equals(role) ? 200 : 403);
        }));
    }

    @Test
    void aFormIsForItsOwnRoleOnly() {
        FORMS.forEach((form, role) -> AccessTable.ROLES.forEach(caller -> {
            int status = as(caller)
                    .redirects()
                    .follow(false)
                    .formParam("nothing", "")
                    .post(form)
                    .statusCode();
            assertThat(status).as(caller + " at " + form).satisfies(code -> {
                if (caller.equals("anonymous")) {
                    assertThat(code).isEqualTo(401);
                } else if (caller.equals(role)) {
                    assertThat(code).isIn(303, 400);
                } else {
                    assertThat(code).isEqualTo(403);
                }
            });
        }));
    }

    private static RequestSpecification as(String role) {
        if (role.equals("anonymous")) {
            return given();
        }
        TestToken token =
                TestIdentity.token("app-backend").roles(role).claim("community_id", Cast.COMMUNITY.toString());
        return given().auth()
                .oauth2((role.equals("household")
                                ? token.claim("account_id", Cast.account(1).toString())
                                : token)
                        .sign());
    }
}
