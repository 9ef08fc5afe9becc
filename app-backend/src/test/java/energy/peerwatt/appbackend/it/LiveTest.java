package energy.peerwatt.appbackend.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;

import energy.peerwatt.appbackend.live.domain.Cast;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.servers.TestIdentity;
import energy.peerwatt.servers.TestToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From Kafka to the screen, the page and the stream. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class LiveTest {
    private static final Instant START = Cast.NOON;

    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @ConfigProperty(name = "peerwatt.services.settlement")
    URI others;

    private static String household(int home) {
        return token("household")
                .claim("account_id", Cast.account(home).toString())
                .sign();
    }

    private static TestToken token(String role) {
        return TestIdentity.token("app-backend").roles(role).claim("community_id", Cast.COMMUNITY.toString());
    }

    @BeforeEach
    void aStreetThatTrades() {
        try (Kafka events = new Kafka(kafka)) {
            for (int home = 1; home <= 3; home++) {
                events.event(Topics.MEMBERS_DEFINED, "c", EventTypes.MEMBER_DEFINED, Cast.member(home));
                telemetry(events, home, START, 1_000L * home);
            }
            events.event(Topics.SLOTS_CLEARED, "c", EventTypes.SLOT_CLEARED, Cast.cleared());
            events.event(Topics.SLOTS_CLEARED, "c", EventTypes.TRADES_MATCHED, Cast.trade(0, 1, 2, 500));
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(screen(1).getList("trades")).hasSize(1);
            for (int home = 1; home <= 3; home++) {
                assertThat(screen(home).getObject("power", Object.class)).isNotNull();
            }
        });
    }

    private static void telemetry(Kafka events, int home, Instant at, long gridW) {
        events.event(
                Topics.TELEMETRY_REPORTED,
                Cast.meter(home).toString(),
                EventTypes.TELEMETRY_REPORTED,
                Cast.telemetry(home, at, gridW, 500L, home == 1 ? -200L : null));
    }

    private static JsonPath screen(int home) {
        return given().auth()
                .oauth2(household(home))
                .get("/api/v1/screens/household")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void theScreenJoinsLivePowerWithWhatTheServicesSay() {
        Recorder recorder = new Recorder(others);
        recorder.forgetsAll();
        String account = "/v1/communities/" + Cast.COMMUNITY + "/accounts/" + Cast.account(1);
        recorder.says(
                "GET" + account + "/balance",
                200,
                "{\"account\":\"a\",\"escrow\":1,\"provisional\":0,\"withdrawalRequested\":0,\"available\":42}");

        String token = household(1);
        JsonPath screen =
                given().auth().oauth2(token).get("/api/v1/screens/household").jsonPath();

        assertThat(screen.getLong("balance.value.available")).isEqualTo(42);
        assertThat(recorder.tokenOf("GET" + account + "/balance")).isEqualTo("Bearer " + token);
        assertThat(screen.getString("statement.missing")).isEqualTo("there is nothing here");
        assertThat(screen.getString("trades[0].direction")).isEqualTo("SOLD");
        assertThat(screen.getList("trades[0].reasons")).hasSizeGreaterThan(4);
    }

    /** Settlement says the figures; what it cannot know, the page does not show. */
    @Test
    void theWeekIsShownInFigures() {
        Recorder recorder = new Recorder(others);
        recorder.forgetsAll();
        recorder.says("GET/v1/communities/" + Cast.COMMUNITY + "/accounts/" + Cast.account(1) + "/kpis", 200, """
                {"from": "2026-05-25T00:00:00Z", "to": "2026-06-01T00:00:00Z", "kpis": {"slots": 3, "localSharePermille": 625,
                 "benefit": 1250000000, "welfare": 1, "keptPermille": 990,
                 "ownUse": {"slots": 3, "generated": 7, "selfConsumptionPermille": 300}}}""");

        String week = page(1).select("#week").text();

        assertThat(week)
                .contains("1.25", "neighbours gave 62 %", "your roof made, you used 30 %", "your meter showed 99 %")
                .doesNotContain("your own home made");
    }

    @Test
    void thePageStandsWithoutScriptsAndEscapesWhatItShows() {
        Document page = Jsoup.parse(
                given().auth().oauth2(household(1)).get("/household").asString());

        assertThat(page.select("html[lang]")).hasSize(1);
        assertThat(page.select("main#main")).hasSize(1);
        assertThat(page.select("a.skip[href=#main]")).hasSize(1);
        assertThat(page.select("script:not([src])")).as("inline scripts").isEmpty();
        assertThat(page.select("[style]")).as("inline styles").isEmpty();
        assertThat(page.select("script[src], link[href], img[src]").eachAttr("src"))
                .filteredOn(address -> !address.isEmpty())
                .allSatisfy(address -> assertThat(address).startsWith("/"));
        assertThat(page.select("[data-words=grid]").text()).isEqualTo("importing from the grid");
        assertThat(page.select("[data-watts=batteryW]").text()).isEqualTo("200 W");
        assertThat(page.select("[data-words=battery]").text()).isEqualTo("discharging");
        assertThat(page.select("[aria-live=polite]")).isNotEmpty();
        assertThat(page.select("pw-chart").eachAttr("for"))
                .isNotEmpty()
                .allSatisfy(table -> assertThat(page.getElementById(table)).isNotNull());
        assertThat(page.select(".trade").text()).contains("Sold 500 Wh", "Neighbour", "18.00 ct/kWh");
        page.select("section[aria-labelledby]")
                .forEach(section -> assertThat(page.getElementById(section.attr("aria-labelledby")))
                        .isNotNull());
    }

    @Test
    void aHouseholdAgreesToCallsAndWithdraws() {
        Recorder recorder = new Recorder(others);
        recorder.forgetsAll();
        String enrolment = "/grid/v1/enrolments/" + Cast.account(1);
        recorder.says("PUT" + enrolment, 200, "{}");
        recorder.says("DELETE" + enrolment, 204, "");
        Document before = page(1);
        assertThat(before.select("#consent form").attr("action")).isEqualTo("/household/consent");

        Document wrong = Jsoup.parse(given().auth()
                .oauth2(household(1))
                .formParam("ratedKw", "much")
                .formParam("storageKwh", "10")
                .post("/household/consent")
                .then()
                .statusCode(400)
                .extract()
                .asString());
        assertThat(wrong.select("#ratedKw-wrong").text()).contains("kW");
        assertThat(wrong.select("#storageKwh").attr("value")).isEqualTo("10");
        given().auth()
                .oauth2(household(1))
                .redirects()
                .follow(false)
                .formParam("ratedKw", "3,6")
                .formParam("storageKwh", "10")
                .post("/household/consent")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/household?done=consented"));

        JsonPath sent = JsonPath.from(recorder.bodyOf("PUT" + enrolment));
        assertThat(sent.getLong("ratedW")).isEqualTo(3_600);
        assertThat(sent.getLong("storageWh")).isEqualTo(10_000);
        assertThat(sent.getString("meter")).isEqualTo(Cast.meter(1).toString());
        assertThat(sent.getString("gateway")).isNotBlank();
        recorder.says(
                "GET" + enrolment,
                200,
                "{\"device\":\"BATTERY_DISCHARGE\",\"ratedW\":3600,\"storageWh\":10000,\"consentAt\":\"2026-06-21T10:00:00Z\"}");
        assertThat(page(1).select("#consent").text()).contains("3.6 kW", "10.00 kWh", "Stop taking part");
        given().auth().oauth2(household(1)).delete("/api/v1/enrolment").then().statusCode(202);
        assertThat(recorder.tokenOf("DELETE" + enrolment)).startsWith("Bearer ");
    }

    private static Document page(int home) {
        return Jsoup.parse(
                given().auth().oauth2(household(home)).get("/household").asString());
    }

    @Test
    void anOperatorSeesSumsAndNobodysName() {
        String body = given().auth()
                .oauth2(token("grid-operator").sign())
                .get("/api/v1/screens/operator")
                .asString();

        assertThat(JsonPath.from(body).getInt("zones[0].now.homes")).isEqualTo(3);
        for (int home = 1; home <= 3; home++) {
            assertThat(body)
                    .doesNotContain(Cast.account(home).toString())
                    .doesNotContain(Cast.meter(home).toString());
        }
    }

    @Test
    void theFormShowsEveryErrorBesideItsFieldAndKeepsWhatWasWritten() {
        Document page = Jsoup.parse(given().auth()
                .oauth2(token("grid-operator").sign())
                .formParam("targetKw", "<b>many</b>")
                .formParam("minutes", "7")
                .post("/operator/events")
                .then()
                .statusCode(400)
                .extract()
                .asString());

        assertThat(page.select("#targetKw").attr("value")).isEqualTo("<b>many</b>");
        assertThat(page.select("[role=alert] li")).hasSize(7);
        page.select("[aria-invalid=true]")
                .forEach(input -> assertThat(page.getElementById(input.attr("aria-describedby")))
                        .as(input.id())
                        .isNotNull());
        page.select("input[type=text], select")
                .forEach(input -> assertThat(page.select("label[for=" + input.id() + "]"))
                        .as(input.id())
                        .hasSize(1));
    }

    @Test
    void theStreamBeginsWithASnapshotThenTellsOwnChangesAndResumes() throws Exception {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        Thread listener = listen(household(1), null, heard);
        await().atMost(Duration.ofSeconds(60)).until(() -> heard.contains("event:snapshot"));
        try (Kafka events = new Kafka(kafka)) {
            telemetry(events, 2, START.plusSeconds(60), 777_002);
            telemetry(events, 1, START.plusSeconds(60), 777_001);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> heard.stream().anyMatch(line -> line.contains("777001")));
            String lastSeen = heard.stream()
                    .filter(line -> line.startsWith("id:"))
                    .toList()
                    .getLast()
                    .substring(3);
            listener.interrupt();
            listener.join();
            telemetry(events, 1, START.plusSeconds(120), 777_003);
            await().atMost(Duration.ofSeconds(60)).until(() -> screen(1).getLong("power.gridW") == 777_003);

            List<String> resumed = Collections.synchronizedList(new ArrayList<>());
            Thread again = listen(household(1), lastSeen, resumed);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> resumed.stream().anyMatch(line -> line.contains("777003")));
            again.interrupt();
            assertThat(resumed).as("no second snapshot").doesNotContain("event:snapshot");
        }
        assertThat(heard).as("nothing of the neighbour").noneMatch(line -> line.contains("777002"));
    }

    @Test
    void aMalformedEventIsSetAsideWithItsReasonAndNothingStops() {
        try (Kafka events = new Kafka(kafka)) {
            events.raw(
                    Topics.TELEMETRY_REPORTED,
                    "x",
                    EventTypes.TELEMETRY_REPORTED,
                    "{\"at\":5}".getBytes(StandardCharsets.UTF_8));
            telemetry(events, 3, START.plusSeconds(600), 888_001);
            await().atMost(Duration.ofSeconds(60)).until(() -> screen(3).getLong("power.gridW") == 888_001);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> events.all(Topics.TELEMETRY_REPORTED + Topics.DEAD_LETTER_SUFFIX).stream()
                            .anyMatch(record -> record.headers().lastHeader("dead-letter-reason") != null));
        }
    }

    private Thread listen(String token, @Nullable String lastSeen, List<String> heard) {
        return Thread.startVirtualThread(() -> {
            HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/api/v1/live/home"))
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "text/event-stream");
            if (lastSeen != null) {
                request.header("Last-Event-ID", lastSeen);
            }
            try (HttpClient http = HttpClient.newHttpClient()) {
                http.send(request.build(), BodyHandlers.ofLines()).body().forEach(heard::add);
            } catch (Exception ended) {
                // The test ends the stream by interrupting it.
            }
        });
    }
}
