package energy.peerwatt.gridservice.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.time.MarketClock;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.servers.AccessDocument;
import energy.peerwatt.servers.AccessProbe;
import energy.peerwatt.servers.AccessRule.Ownership;
import energy.peerwatt.servers.AccessTable;
import energy.peerwatt.servers.TestIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may call what: every endpoint, every role, own and foreign. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class AccessTest {
    private static final int OWN = 11;
    private static final int FOREIGN = 12;

    @TestHTTPResource("/")
    URI base;

    @Test
    void everyEndpointHasItsRules() {
        String openApi = given().queryParam("format", "json").get("/q/openapi").asString();
        assertThat(AccessTable.read().gaps(openApi, Set.of("account"))).isEmpty();
    }

    @Test
    void thePageSaysTheSame() {
        AccessDocument.check("grid-service", AccessTable.read());
    }

    @Test
    void tokensThatAreNotForThisServiceAreRefused() {
        var token = TestIdentity.token("grid-service").roles("grid-operator");
        Requests.with(token.sign()).get("/grid/v1/zones").then().statusCode(200);
        Requests.with(token.forge()).get("/grid/v1/zones").then().statusCode(401);
        Requests.with(token.leaveUnsigned()).get("/grid/v1/zones").then().statusCode(401);
        Requests.with(token.expiresIn(Duration.ofHours(-1)).sign())
                .get("/grid/v1/zones")
                .then()
                .statusCode(401);
        Requests.with(token.issuedBy("http://elsewhere").sign())
                .get("/grid/v1/zones")
                .then()
                .statusCode(401);
        Requests.with(TestIdentity.token("settlement").roles("grid-operator").sign())
                .get("/grid/v1/zones")
                .then()
                .statusCode(401);
    }

    @TestFactory
    Stream<DynamicTest> everybodyGetsWhatTheTableSays() {
        CommunityId community = new CommunityId(UUID.randomUUID());
        var config = ConfigProvider.getConfig();
        Instant now = MarketClock.of(config.getValue("peerwatt.clock.file", Path.class))
                .instant();
        Instant start = Slot.containing(now, Neighbourhood.SLOT).start().plus(Duration.ofDays(10));
        try (Kafka kafka = new Kafka(config.getValue("kafka.bootstrap.servers", String.class))) {
            Neighbourhood street = new Neighbourhood(kafka, community);
            street.defineZones();
            Stream.of(OWN, FOREIGN).forEach(home -> {
                street.defineMember(home);
                Requests.household(Street.account(home))
                        .body(enrolment(home, now))
                        .put("/grid/v1/enrolments/" + Street.account(home))
                        .then()
                        .statusCode(200);
            });
        }
        // A call that came before both were members keeps one of them busy: the next try is for the next day.
        AtomicInteger tries = new AtomicInteger();
        String event = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            var answer = Requests.as("grid-operator")
                                    .header("Idempotency-Key", UUID.randomUUID().toString())
                                    .body(call(community, start.plus(Duration.ofDays(tries.incrementAndGet())), 4_000))
                                    .post("/grid/v1/events");
                            return answer.statusCode() == 201
                                            && answer.jsonPath()
                                                            .getList("participants")
                                                            .size()
                                                    == 2
                                    ? answer.jsonPath().getString("event")
                                    : "";
                        },
                        found -> !found.isEmpty());
        return new AccessProbe(base, "grid-service")
                .path(
                        "account",
                        Street.account(OWN).toString(),
                        Street.account(FOREIGN).toString())
                .path("event", event)
                .path("meter", UUID.randomUUID().toString())
                .path("zone", Street.SUBSTATION.toString())
                .claims("household", Map.of("account_id", Street.account(OWN).toString()))
                .query("GET", "/grid/v1/zones/{zone}/load", "community=" + community)
                .body(
                        "PUT",
                        "/grid/v1/zones/{zone}",
                        rule -> "{\"community\":\"%s\",\"localFeeMicroPerKwh\":40000,\"importLimitW\":63000}"
                                .formatted(community))
                .body(
                        "PUT",
                        "/grid/v1/enrolments/{account}",
                        rule -> enrolment(rule.ownership() == Ownership.FOREIGN ? FOREIGN : OWN, now))
                .body("PUT", "/grid/v1/history/{meter}", rule -> "{\"slots\":[]}")
                .body("POST", "/grid/v1/events", rule -> call(community, start.plus(Duration.ofDays(1_000)), 100))
                .tests(AccessTable.read());
    }

    private static String enrolment(int home, Instant now) {
        return "{\"meter\":\"%s\",\"gateway\":\"%s\",\"device\":\"BATTERY_DISCHARGE\",\"ratedW\":2000,\"storageWh\":5000,\"consentAt\":\"%s\"}"
                .formatted(Street.meter(home), Street.GATEWAY, now);
    }

    private static String call(CommunityId community, Instant start, long watts) {
        return """
                {"community":"%s","zone":"%s","targetW":%d,"start":"%s","end":"%s","currencyBudgetNano":0,
                 "tokenBudgetNano":0,"currencyMicroPerKwh":0,"tokenNanoPerWh":0}
                """.formatted(community, Street.SUBSTATION, watts, start, start.plus(Duration.ofHours(1)));
    }
}
