package energy.peerwatt.gridservice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.gridservice.history.SealMaker;
import energy.peerwatt.gridservice.schedule.CallStep;
import energy.peerwatt.gridservice.verification.domain.VerificationInputs;
import energy.peerwatt.gridservice.verification.domain.VerificationResult;
import energy.peerwatt.gridservice.verification.domain.Verifier;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.event.DispatchRequested;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.GridEventChanged;
import energy.peerwatt.messages.event.ReadingsSealed;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.quantity.Power;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ThrowingRunnable;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** A call from its publication to its verified response, on a real database and broker. A story in order. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CallTest {
    private static final Instant START = Street.MORNING.plus(Duration.ofMinutes(30));
    private static final Instant END = START.plus(Duration.ofMinutes(30));

    @Inject
    CallStep step;

    private Path clock;
    private Kafka kafka;
    private Neighbourhood street;
    private String event = "";

    @BeforeAll
    void connect() {
        var config = ConfigProvider.getConfig();
        clock = config.getValue("peerwatt.clock.file", Path.class);
        kafka = new Kafka(config.getValue("kafka.bootstrap.servers", String.class));
        street = new Neighbourhood(kafka, Street.COMMUNITY);
        now(Street.MORNING);
    }

    @AfterAll
    void disconnect() {
        kafka.close();
    }

    @Test
    @Order(1)
    void householdsEnrolTheirOwnDeviceAndNoOther() {
        street.defineZones();
        List.of(1, 2, 3).forEach(street::defineMember);
        List.of(1, 2)
                .forEach(home -> eventually(() -> Requests.household(Street.account(home))
                        .body(Neighbourhood.enrolment(home))
                        .put("/grid/v1/enrolments/" + Street.account(home))
                        .then()
                        .statusCode(200)));
        Requests.household(Street.account(1))
                .body(Neighbourhood.enrolment(2))
                .put("/grid/v1/enrolments/" + Street.account(2))
                .then()
                .statusCode(404);
        eventually(() -> Requests.household(Street.account(1))
                .body(Neighbourhood.enrolment(2))
                .put("/grid/v1/enrolments/" + Street.account(1))
                .then()
                .statusCode(422));
        // The morning of the call was 20 Wh a slot above the usual 400 in home 1, and as ever in home 2.
        street.importHistory(1, Street.MORNING, day -> day.equals(java.time.LocalDate.of(2026, 6, 15)) ? 420 : 400);
        street.importHistory(
                2,
                Street.MORNING,
                day -> day.equals(java.time.LocalDate.of(2026, 6, 15)) ? 320 : day.toEpochDay() % 2 == 0 ? 300 : 340);
    }

    @Test
    @Order(2)
    void aCallIsPublishedOnceWithSignedOrdersToTheDevices() {
        String key = UUID.randomUUID().toString();
        String body = call(START, END, 3_000);
        // The members' events may still be on their way.
        eventually(() -> event = post(key, body).statusCode(201).extract().path("event"));

        post(key, body).statusCode(200).body("event", equalTo(event));
        post(key, call(START, END, 2_999)).statusCode(409);
        find(event)
                .body("state", equalTo("PUBLISHED"))
                .body("expectedW", equalTo(3_000))
                .body("participants.size()", equalTo(2))
                .body("participants.expectedW", equalTo(List.of(1_500, 1_500)));
        assertThat(find(event).extract().asString())
                .doesNotContain(Street.account(1).toString(), Street.meter(1).toString());
        List<DispatchOrder> orders = orders(event, 2);
        assertThat(orders).allSatisfy(order -> {
            assertThat(order.kind()).isEqualTo(DispatchKind.BATTERY_DISCHARGE);
            assertThat(order.power().watts()).isEqualTo(1_500);
            assertThat(order.revision()).isEqualTo(1);
            assertThat(order.start()).isEqualTo(START);
            assertThat(order.end()).isEqualTo(END);
        });
    }

    @Test
    @Order(3)
    void everythingThatIsWrongWithACallIsSaidAtOnce() {
        post("k", "{\"zone\":\"!\",\"targetW\":0}").statusCode(400).body("violations.size()", equalTo(9));
        post("l", call(START.plusSeconds(60), END.plusSeconds(60), 1))
                .statusCode(422)
                .body("violations.field", equalTo(List.of("start", "end")));
        // Both devices are called already.
        post("m", call(START, END, 100)).statusCode(422).body("violations[0].message", containsString("free"));
    }

    @Test
    @Order(4)
    void theHouseholdSeesItsBaselineBeforeTheCall() {
        eventually(() -> Requests.household(Street.account(1))
                .get("/grid/v1/accounts/" + Street.account(1) + "/events")
                .then()
                .statusCode(200)
                .body("[0].state", equalTo("PUBLISHED"))
                .body("[0].adjustmentWh", equalTo(20))
                .body("[0].deadBandWh", equalTo(50))
                .body("[0].slots.baselineWh", equalTo(List.of(420, 420)))
                .body(
                        "[0].slots.start",
                        equalTo(List.of(
                                START.toString(), START.plus(Neighbourhood.SLOT).toString())))
                .body("[0].baselineDays.size()", equalTo(10)));
        Requests.household(Street.account(1))
                .get("/grid/v1/accounts/" + Street.account(2) + "/events")
                .then()
                .statusCode(404);
    }

    @Test
    @Order(5)
    void reportsMoveAParticipantForwardAndNeverBack() {
        DispatchOrder order = orders(event, 2).getFirst();
        report(order, DispatchReported.State.APPLIED);
        report(order, DispatchReported.State.EFFECTIVE);
        report(order, DispatchReported.State.ACCEPTED);
        report(order, DispatchReported.State.EFFECTIVE);
        eventually(() -> find(event).body("participants.dispatch", hasItem("EFFECTIVE")));

        DispatchOrder unknown = new DispatchOrder(
                new energy.peerwatt.messages.id.DispatchId(UUID.randomUUID()),
                1,
                order.event(),
                order.gateway(),
                order.meter(),
                order.kind(),
                order.power(),
                order.start(),
                order.end());
        report(unknown, DispatchReported.State.APPLIED);
        eventually(
                () -> assertThat(reasons(Topics.DISPATCHES_REPORTED)).anyMatch(reason -> reason.contains("no such")));
        find(event).body("participants.dispatch", hasItem("EFFECTIVE"));
    }

    @Test
    @Order(6)
    void theOperatorSeesTheResponseWhileItHappens() {
        Instant during = START.plus(Duration.ofMinutes(1));
        now(during);
        eventually(() -> find(event).body("state", equalTo("ACTIVE")));
        street.telemetry(1, during, 200);
        street.telemetry(2, during, 0);
        street.telemetry(3, during, -500);
        // 4 x 420 - 200 and 4 x 320 - 0.
        eventually(() -> Requests.as("grid-operator")
                .get("/grid/v1/events/" + event + "/live")
                .then()
                .statusCode(200)
                .body("requestedW", equalTo(3_000))
                .body("expectedW", equalTo(3_000))
                .body("deliveredW", equalTo(1_480 + 1_280)));
        eventually(() -> Requests.as("grid-operator")
                .queryParam("community", Street.COMMUNITY.toString())
                .get("/grid/v1/zones/" + Street.SUBSTATION + "/load")
                .then()
                .statusCode(200)
                .body("metered", equalTo(3))
                .body("netW", equalTo(-300))
                .body("importLimitW", equalTo(63_000)));
    }

    @Test
    @Order(7)
    void theResponseIsVerifiedOnceWhenAllReadingsAreThere() {
        street.seal(START, Map.of(1, 100_000L, 2, 200_000L));
        street.seal(START.plus(Neighbourhood.SLOT), Map.of(1, 100L, 2, 0L));
        now(END.plusSeconds(60));
        eventually(() -> find(event).body("state", equalTo("ENDED")));
        assertThat(responses(event)).isEmpty();

        ReadingsSealed last = street.seal(END, Map.of(1, 150L, 2, 300L));
        street.publish(last);
        eventually(() -> find(event).body("state", equalTo("VERIFIED")));
        eventually(() -> assertThat(responses(event)).hasSize(1));
        ResponseVerified response = responses(event).getFirst();
        ResponseVerified.Line one = response.lines().get(0);
        ResponseVerified.Line two = response.lines().get(1);
        // Home 1: 320 + 270, less the dead band of 50. Home 2: 320 + 20 less 50.
        assertThat(one.verified().wattHours()).isEqualTo(540);
        assertThat(two.verified().wattHours()).isEqualTo(290);
        assertThat(one.currencyReward().nano()).isEqualTo(540 * 200_000);
        assertThat(two.currencyReward().nano()).isEqualTo(290 * 200_000);
        // The token budget covers half.
        assertThat(one.tokenReward().nano()).isEqualTo(270_000);
        assertThat(two.tokenReward().nano()).isEqualTo(145_000);
        assertThat(one.slots()).extracting(slot -> slot.baseline().wattHours()).containsExactly(420L, 420L);
        assertThat(one.slots()).extracting(slot -> slot.measured().wattHours()).containsExactly(100L, 150L);
        assertThat(one.slots()).extracting(slot -> slot.credited().wattHours()).containsExactly(293L, 247L);
        assertThat(two.slots()).extracting(slot -> slot.credited().wattHours()).containsExactly(273L, 17L);
    }

    @Test
    @Order(8)
    void aStepThatIsDoneAgainChangesNothing() throws Throwable {
        for (int i = 0; i < 3; i++) {
            assertThat(VertxContextSupport.subscribeAndAwait(() -> step.run(GridEventId.of(event))))
                    .isFalse();
        }
        assertThat(responses(event)).hasSize(1);
        assertThat(changes(event)).extracting(GridEventChanged::version).containsExactly(1, 2, 3, 4);
        assertThat(changes(event))
                .extracting(GridEventChanged::state)
                .containsExactly(
                        GridEventChanged.State.PUBLISHED,
                        GridEventChanged.State.ACTIVE,
                        GridEventChanged.State.ENDED,
                        GridEventChanged.State.VERIFIED);
    }

    @Test
    @Order(9)
    void anAuditorCanWorkOutTheResultAgainAndTheOperatorSeesNoReadings() throws JsonProcessingException {
        String path = "/grid/v1/events/" + event + "/verification";
        JsonNode found = Json.mapper()
                .readTree(Requests.as("auditor")
                        .get(path)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
        VerificationInputs inputs = Json.mapper().treeToValue(found.get("inputs"), VerificationInputs.class);
        VerificationResult result = Json.mapper().treeToValue(found.get("result"), VerificationResult.class);

        assertThat(inputs.hash().hex()).isEqualTo(found.get("inputHash").textValue());
        assertThat(Verifier.verify(inputs)).isEqualTo(result);
        assertThat(Verifier.event(inputs, result)).isEqualTo(responses(event).getFirst());
        Requests.as("grid-operator")
                .get(path)
                .then()
                .statusCode(200)
                .body("lines.size()", equalTo(2))
                .body(not(containsString("inputs")))
                .body(not(containsString(Street.account(1).toString())));
    }

    @Test
    @Order(10)
    void theHouseholdSeesWhatWasMeasuredAfterTheCall() {
        Requests.household(Street.account(1))
                .get("/grid/v1/accounts/" + Street.account(1) + "/events")
                .then()
                .statusCode(200)
                .body("[0].isFinal", equalTo(true))
                .body("[0].slots.measuredWh", equalTo(List.of(100, 150)))
                .body("[0].slots.creditedWh", equalTo(List.of(293, 247)))
                .body("[0].verifiedWh", equalTo(540))
                .body("[0].tokenRewardNano", equalTo(270_000));
    }

    @Test
    @Order(11)
    void aCallThatIsTerminatedBeforeItStartsNeverWas() {
        Instant start = Street.MORNING.plus(Duration.ofHours(3));
        String id = post(UUID.randomUUID().toString(), call(start, start.plus(Duration.ofHours(1)), 500))
                .statusCode(201)
                .extract()
                .path("event");
        terminate(id).statusCode(200).body("state", equalTo("CANCELLED"));
        terminate(id).statusCode(409);
        List<DispatchOrder> orders = orders(id, 2);
        assertThat(orders.getLast().kind()).isEqualTo(DispatchKind.RELEASE);
        assertThat(orders.getLast().revision()).isEqualTo(2);
        assertThat(orders.getLast().dispatch()).isEqualTo(orders.getFirst().dispatch());
    }

    @Test
    @Order(12)
    void aTerminatedCallEndsWithItsSlotAndFailsIfNobodyIsMeasured() {
        Instant start = Street.MORNING.plus(Duration.ofHours(2));
        String id = post(UUID.randomUUID().toString(), call(start, start.plus(Duration.ofHours(1)), 4_000))
                .statusCode(201)
                .extract()
                .path("event");
        now(start.plus(Duration.ofMinutes(20)));
        eventually(() -> find(id).body("state", equalTo("ACTIVE")));
        Requests.household(Street.account(2))
                .post("/grid/v1/accounts/" + Street.account(2) + "/events/" + id + "/opt-out")
                .then()
                .statusCode(200)
                .body("find { it.event == '" + id + "' }.optedOut", equalTo(true));
        terminate(id)
                .statusCode(200)
                .body("state", equalTo("ACTIVE"))
                .body("end", equalTo(start.plus(Duration.ofMinutes(30)).toString()));
        terminate(id).statusCode(409);
        // Two calls, one release for who opted out, one for who was left.
        assertThat(orders(id, 4).stream().filter(order -> order.kind() == DispatchKind.RELEASE))
                .hasSize(2);

        now(start.plus(Duration.ofMinutes(31)));
        eventually(() -> find(id).body("state", equalTo("ENDED")));
        now(start.plus(Duration.ofHours(3)));
        eventually(() -> find(id).body("state", equalTo("FAILED")));
        Requests.as("grid-operator")
                .get("/grid/v1/events/" + id + "/verification")
                .then()
                .statusCode(200)
                .body(
                        "lines.excluded",
                        org.hamcrest.Matchers.hasItems(equalTo("OPTED_OUT"), containsString("MISSING_READINGS")));
        assertThat(responses(id)).isEmpty();
    }

    @Test
    @Order(13)
    void eventsThatAreNoneGoToTheDeadLetterTopicAndNothingElseStops() {
        byte[] rubbish = "{".getBytes(StandardCharsets.UTF_8);
        List.of(
                        Map.entry(Topics.MEMBERS_DEFINED, EventTypes.MEMBER_DEFINED),
                        Map.entry(Topics.READINGS_SEALED, EventTypes.READINGS_SEALED),
                        Map.entry(Topics.DISPATCHES_REPORTED, EventTypes.DISPATCH_REPORTED))
                .forEach(one -> {
                    int before = reasons(one.getKey()).size();
                    kafka.raw(one.getKey(), "k", one.getValue(), UUID.randomUUID(), Street.MORNING, rubbish);
                    eventually(() -> assertThat(reasons(one.getKey())).hasSize(before + 1));
                });
        kafka.raw(
                Topics.TELEMETRY_REPORTED,
                "k",
                EventTypes.TELEMETRY_REPORTED,
                UUID.randomUUID(),
                Street.MORNING,
                rubbish);
        eventually(() -> assertThat(kafka.all(Topics.TELEMETRY_REPORTED + Topics.DEAD_LETTER_SUFFIX))
                .hasSize(1));
    }

    @Test
    @Order(14)
    void aReadingThatDoesNotFitSetsItselfAsideAndNotItsNeighbours() {
        now(END.plusSeconds(3600));
        street.publish(new SealMaker(Street.GATEWAY)
                .read(Street.meter(1), START, 0, 1, 1)
                .read(Street.meter(1), START.plusSeconds(900), 0, 1, 1)
                .read(Street.meter(1), END, 0, 1, 1)
                .read(Street.meter(1), END.plusSeconds(900), 0, 1, 1)
                .read(Street.meter(9), END, 0, 1_000, 0)
                .read(Street.meter(9), END.plusSeconds(900), 0, 1_200, 0)
                .seal(END.plusSeconds(900)));

        eventually(() ->
                assertThat(reasons(Topics.READINGS_SEALED)).anyMatch(reason -> reason.contains("does not continue")));
        assertThat(takenAsPast(1)).isOne();
        assertThat(takenAsPast(9)).isZero();
        street.seal(END.plusSeconds(900), Map.of(1, 77L));
        eventually(() -> assertThat(takenAsPast(1)).isZero());
    }

    /** Of the slot after the call: what is sealed already is not replaced. */
    private static int takenAsPast(int home) {
        return Requests.as("service")
                .body("{\"slots\":[{\"start\":\"%s\",\"lengthSeconds\":900,\"netWh\":5}]}".formatted(END))
                .put("/grid/v1/history/" + Street.meter(home))
                .then()
                .statusCode(200)
                .extract()
                .path("taken");
    }

    private static String call(Instant start, Instant end, long watts) {
        return """
                {"community":"%s","zone":"%s","targetW":%d,"start":"%s","end":"%s","currencyBudgetNano":1000000000,
                 "tokenBudgetNano":415000,"currencyMicroPerKwh":200000,"tokenNanoPerWh":1000}
                """.formatted(Street.COMMUNITY, Street.SUBSTATION, watts, start, end);
    }

    private static ValidatableResponse post(String key, String body) {
        return Requests.as("grid-operator")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/grid/v1/events")
                .then();
    }

    private static ValidatableResponse find(String id) {
        return Requests.as("grid-operator").get("/grid/v1/events/" + id).then().statusCode(200);
    }

    private static ValidatableResponse terminate(String id) {
        return Requests.as("grid-operator")
                .post("/grid/v1/events/" + id + "/terminate")
                .then();
    }

    private void report(DispatchOrder order, DispatchReported.State state) {
        kafka.event(
                Topics.DISPATCHES_REPORTED,
                order.gateway().toString(),
                EventTypes.DISPATCH_REPORTED,
                UUID.randomUUID(),
                START,
                new DispatchReported(
                        order.dispatch(),
                        order.revision(),
                        order.event(),
                        order.gateway(),
                        order.meter(),
                        state,
                        START,
                        new Power(-1_500),
                        null,
                        null));
    }

    /** Orders of a call as they stand in the topic, each checked against the published key. */
    private List<DispatchOrder> orders(String id, int expected) {
        var answer = Requests.as("gateway")
                .get("/grid/v1/dispatch-key")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        var key = new P256.Point(
                        new energy.peerwatt.messages.evidence.Hash32(answer.getString("x")),
                        new energy.peerwatt.messages.evidence.Hash32(answer.getString("y")))
                .key();
        eventually(() -> assertThat(requests(id)).hasSize(expected));
        assertThat(requests(id)).allMatch(request -> request.isSignedBy(key));
        return requests(id).stream().map(DispatchRequested::decodedOrder).toList();
    }

    private List<DispatchRequested> requests(String id) {
        return read(Topics.DISPATCHES_REQUESTED, DispatchRequested.class).stream()
                .filter(one -> one.decodedOrder().event().toString().equals(id))
                .toList();
    }

    private List<ResponseVerified> responses(String id) {
        return read(Topics.RESPONSES_VERIFIED, ResponseVerified.class).stream()
                .filter(one -> one.event().toString().equals(id))
                .toList();
    }

    private List<GridEventChanged> changes(String id) {
        return read(Topics.GRID_EVENTS_CHANGED, GridEventChanged.class).stream()
                .filter(one -> one.event().toString().equals(id))
                .toList();
    }

    private <T> List<T> read(String topic, Class<T> type) {
        return kafka.all(topic).stream()
                .map(record -> {
                    try {
                        return Json.mapper().readValue(record.value(), type);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    private List<String> reasons(String topic) {
        return kafka.all(topic + Topics.DEAD_LETTER_SUFFIX).stream()
                .map((ConsumerRecord<String, byte[]> record) -> Kafka.header(record, "dead-letter-reason"))
                .toList();
    }

    private void now(Instant time) {
        MarketTimeFile.write(clock, time);
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(assertion);
    }
}
