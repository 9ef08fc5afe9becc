package energy.peerwatt.metergateway.commission;

import static energy.peerwatt.metergateway.commission.Visit.installer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import energy.peerwatt.messages.event.DispatchReported.State;
import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.id.DispatchId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.time.MarketClock;
import energy.peerwatt.metergateway.MeterGateway;
import energy.peerwatt.metergateway.Restart;
import energy.peerwatt.metergateway.support.DispatchTopic;
import energy.peerwatt.metergateway.support.FakeRegistry;
import energy.peerwatt.metergateway.support.StreetHome;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** An inverter that nobody has listed: an installer puts it into service, and from then on it is read and obeys. */
@QuarkusTest
@QuarkusTestResource(value = InverterResources.class, restrictToAnnotatedClass = true)
class InverterApiTest {
    private static final String INVERTER = "0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d77";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String brokers;

    @ConfigProperty(name = InverterResources.CLOCK)
    String clock;

    @Inject
    MeterGateway gateway;

    StreetHome home;
    FakeRegistry registry;

    private Visit visit;

    @Test
    void anInverterIsReadAndControlledFromItsActivationToItsRetirementThroughARestart() throws Exception {
        visit = new Visit(_ -> {}, registry, INVERTER);
        DispatchTopic topic = new DispatchTopic(brokers);
        registerGateway();
        awaitTelemetry(false);
        DispatchOrder early = order(1, DispatchKind.BATTERY_DISCHARGE, 2_000);
        topic.send(early);
        await().atMost(Visit.LONG).until(() -> topic.states(early).contains(State.REFUSED));
        assertThat(topic.reports(early).getFirst().reason()).contains("there is no inverter at meter");

        proven();
        visit.register(visit.bind("PV"));
        visit.reaches("ACTIVE", "/activation", Map.of());
        awaitTelemetry(true);
        Restart.of(gateway);
        JsonPath seen = awaitTelemetry(true);
        assertThat(seen.getLong("generationW")).isGreaterThan(500);
        assertThat(seen.getLong("batteryW")).isPositive();
        assertThat(seen.getInt("batteryChargePermille")).isPositive();
        installer()
                .get("/v1/gateway")
                .then()
                .body("meters", hasSize(1))
                .body("meters[0].meterId", equalTo(CommissioningResources.METER));

        DispatchOrder discharge = order(2, DispatchKind.BATTERY_DISCHARGE, 1_000);
        topic.send(discharge);
        await().atMost(Visit.LONG).until(() -> topic.states(discharge).contains(State.EFFECTIVE));
        assertThat(home.dischargeWatts()).isBetween(900L, 1_100L);

        installer()
                .body(Map.of("reason", "the roof is mended"))
                .put(visit.at() + "/suspension")
                .then()
                .body("state", equalTo("SUSPENDED"))
                .body("last.checks.name", hasItem("setpoint.released"));
        await().atMost(Visit.LONG).until(home::isFree);
        await().atMost(Visit.LONG).until(() -> topic.states(discharge).contains(State.RELEASED));
        assertThat(topic.reports(discharge).getLast().reason()).isEqualTo("the inverter was taken out of service");
        awaitTelemetry(false);
        Restart.of(gateway);
        awaitTelemetry(false);

        installer().delete(visit.at() + "/suspension").then().body("state", equalTo("ACTIVE"));
        awaitTelemetry(true);
        DispatchOrder curtail = order(3, DispatchKind.CURTAIL, 1_000);
        topic.send(curtail);
        await().atMost(Visit.LONG).until(() -> topic.states(curtail).contains(State.EFFECTIVE));
        assertThat(home.isCurtailed()).isTrue();
        assertThat(home.outputWatts()).isLessThanOrEqualTo(1_100);

        installer()
                .body(Map.of("reason", "it is sold"))
                .post(visit.at() + "/retirement")
                .then()
                .body("state", equalTo("RETIRED"));
        await().atMost(Visit.LONG).until(() -> !home.isCurtailed());
        awaitTelemetry(false);
        installer().get("/v1/meters").then().body("", hasSize(1));
        Visit.call("service").get("/v1/meters/" + INVERTER + "/readings").then().statusCode(404);
    }

    private void registerGateway() {
        JsonPath own = installer().get("/v1/gateway").jsonPath();
        registry.registerGateway(new P256.Point(new Hash32(own.getString("keyX")), new Hash32(own.getString("keyY"))));
    }

    /** The installer reads the display before he says what it shows; a cloud may pass meanwhile. */
    private void proven() {
        Map<String, Object> address = Map.of("url", "tcp://127.0.0.1:" + home.inverterPort(), "unit", 1, "role", "PV");
        installer()
                .body(Map.of("url", "tcp://127.0.0.1:" + home.inverterPort(), "unit", 1, "role", "LOAD"))
                .put(visit.at())
                .then()
                .statusCode(409)
                .body("detail", containsString("nobody reads a meter of a part of a home"));
        installer().body(address).put(visit.at()).then().body("state", equalTo("CREATED"), "role", equalTo("PV"));
        visit.begin("/scan", Map.of("wide", false));
        visit.reaches("IDENTIFIED", "/identification", Map.of("profile", "sunspec-inverter"));
        visit.reaches("CONFIG_CHECKED", "/configuration-check", Map.of());
        visit.measure();
        installer()
                .body(Map.of("kind", "LOAD", "seconds", 10))
                .post(visit.at() + "/direction-test")
                .then()
                .statusCode(409)
                .body("detail", containsString("is shown by PRODUCTION"));
        await().atMost(Visit.LONG).untilAsserted(() -> {
            visit.begin(
                    "/direction-test", Map.of("kind", "PRODUCTION", "seconds", 10, "productionW", home.outputWatts()));
            assertThat(visit.state()).as(visit.view().getString("last")).isEqualTo("DIRECTION_PROVEN");
        });
        visit.place("GRID").then().statusCode(409).body("detail", containsString("as PV"));
    }

    /** The home's telemetry, as soon as it says something of an inverter, or nothing any more. */
    private static JsonPath awaitTelemetry(boolean ofInverter) {
        await().atMost(Visit.LONG)
                .until(() -> installer()
                                .get("/v1/meters/" + CommissioningResources.METER + "/telemetry")
                                .then()
                                .extract()
                                .response()
                                .statusCode()
                        == 200);
        await().atMost(Visit.LONG).until(() -> (telemetry().get("generationW") != null) == ofInverter);
        return telemetry();
    }

    private static JsonPath telemetry() {
        return installer()
                .get("/v1/meters/" + CommissioningResources.METER + "/telemetry")
                .jsonPath();
    }

    /** From now on, for an hour. */
    private DispatchOrder order(int number, DispatchKind kind, long watts) {
        Instant now = MarketClock.of(Path.of(clock)).instant().truncatedTo(ChronoUnit.SECONDS);
        return new DispatchOrder(
                new DispatchId(new UUID(7, number)),
                1,
                new GridEventId(new UUID(8, 1)),
                GatewayId.of(CommissioningResources.GATEWAY),
                MeterId.of(CommissioningResources.METER),
                kind,
                Power.ofWatts(watts),
                now,
                now.plusSeconds(3_600));
    }
}
