package energy.peerwatt.orderbook.it;

import static energy.peerwatt.orderbook.it.Street.order;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.MemberDefined;
import energy.peerwatt.messages.event.SlotCleared;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.event.TradesMatched;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.clearing.domain.sealed.SealedClearing;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an order over REST to trades on Kafka, and what is refused on the way. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class TradingTest {
    private static final long ONE = 1_000_000_000L;

    @Inject
    TestClock clock;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    private Street street;
    private Instant slot;

    @BeforeEach
    void openAStreet() {
        slot = Slot.containing(clock.instant(), Duration.ofMinutes(15)).next().end();
        street = new Street(bootstrap).open(slot, "EQUILIBRIUM");
    }

    @Test
    void ordersBecomeTradesAtTheGate() throws Exception {
        AccountId seller = street.member();
        AccountId buyer = street.member();
        street.fund(ONE, seller, buyer);

        String sell = street.place(order(seller, "SELL", slot, 1_000, 100_000))
                .then()
                .statusCode(201)
                .header("Location", startsWith("http"))
                .body("state", equalTo("ACCEPTED"))
                .extract()
                .path("id");
        String buy = street.place(order(buyer, "BUY", slot, 600, 250_000))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        assertThat(street.balance(buyer, "reserved")).isEqualTo(600 * 250_000L);

        clock.advanceTo(slot.minus(Duration.ofMinutes(5)));

        List<ConsumerRecord<String, byte[]>> events = new Topic(bootstrap, Topics.SLOTS_CLEARED)
                .await(street.community.toString(), Topic.count(EventTypes.TRADES_MATCHED, 1));
        assertThat(events)
                .extracting(event -> Topic.header(event, "ce_type"))
                .containsExactly(EventTypes.SLOT_CLEARED, EventTypes.TRADES_MATCHED);
        SlotCleared cleared = Topic.read(events.get(0), SlotCleared.class);
        assertThat(cleared.trades()).isEqualTo(1);
        TradesMatched.Trade trade =
                Topic.read(events.get(1), TradesMatched.class).trades().getFirst();
        assertThat(trade.fill().energy()).isEqualTo(new Energy(600));
        assertThat(trade.fill().price())
                .as("the rest of the ask at 10 ct is left over, so the price cannot rise above it")
                .isEqualTo(new Price(100_000));
        assertThat(trade.fill().fee()).isEqualTo(new Price(20_000));

        given().get(street.base + "/orders/" + sell)
                .then()
                .body("state", equalTo("PARTIALLY_FILLED"))
                .body("filledWh", equalTo(600));
        given().get(street.base + "/orders/" + buy).then().body("state", equalTo("FILLED"));
        assertThat(street.balance(buyer, "reserved")).isEqualTo(600 * 120_000L);

        BookLine line = auditLines().getFirst();
        assertThat(line.bookHash()).isEqualTo(line.book().hash()).isEqualTo(cleared.bookHash());
        assertThat(line.result()).isEqualTo(SealedClearing.clear(line.book()));
        assertThat(line.resultHash()).isEqualTo(line.result().hash()).isEqualTo(cleared.resultHash());
        assertThat(line.book().orders()).hasSize(2);

        street.balances(line.book().slot(), ONE, buyer);
        Awaitility.await().until(() -> street.balance(buyer, "reserved") == 0);
    }

    @Test
    void noSlotIsMissingEvenWithoutOrdersAndAfterALongPause() throws Exception {
        clock.advanceTo(slot.plus(Duration.ofHours(3)));

        Awaitility.await().until(() -> auditLines().size() == 13);
        assertThat(auditLines())
                .extracting(line -> line.book().slot().start())
                .startsWith(slot, slot.plus(Duration.ofMinutes(15)))
                .isSorted()
                .doesNotHaveDuplicates();
        new Topic(bootstrap, Topics.SLOTS_CLEARED)
                .await(street.community.toString(), Topic.count(EventTypes.SLOT_CLEARED, 13));
    }

    @Test
    void oneAnswerNamesEverythingThatIsWrong() {
        AccountId account = street.member();
        street.fund(ONE, account);

        Response answer = street.place("""
                {"account": "%s", "zone": "nowhere", "side": "BUY", "slot": "%s", "energyWh": -5,
                 "limitMicroPerKwh": 100001}""".formatted(account, slot.plusSeconds(60)));

        answer.then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body(
                        "violations.code",
                        hasItems("zone-unknown", "energy-out-of-range", "limit-off-tick", "slot-not-aligned"))
                .body("violations.field", hasItems("zone", "energyWh", "limitMicroPerKwh", "slot"));
        assertThat(answer.jsonPath().getList("violations")).hasSize(4);
    }

    @Test
    void aHopelessPurchaseIsToldAllFiveReasons() {
        AccountId account = street.member();
        street.fund(0, account);
        clock.advanceTo(slot);
        Awaitility.await().until(() -> !auditLines().isEmpty());

        Response answer = street.place("""
                {"account": "%s", "zone": "nowhere", "side": "BUY", "slot": "%s", "energyWh": -5,
                 "limitMicroPerKwh": 100001}""".formatted(account, slot));

        answer.then().statusCode(422).contentType("application/problem+json");
        assertThat(answer.jsonPath().getList("violations.code", String.class))
                .containsExactlyInAnyOrder(
                        "zone-unknown", "energy-out-of-range", "limit-off-tick", "slot-sealed", "balance-too-low");
    }

    @Test
    void malformedAndMissingFieldsAreNamedBesideBrokenRules() {
        Response answer = street.place(
                "[{\"account\": \"me\", \"side\": \"STEAL\", \"energyWh\": 0, \"limitMicroPerKwh\": 1.5}]");

        answer.then().statusCode(422);
        assertThat(answer.jsonPath().getList("violations.field", String.class))
                .containsExactlyInAnyOrder(
                        "orders[0].account",
                        "orders[0].side",
                        "orders[0].zone",
                        "orders[0].slot",
                        "orders[0].energyWh",
                        "orders[0].limitMicroPerKwh");
    }

    @Test
    void aSealedSlotTakesNoOrder() throws Exception {
        AccountId account = street.member();
        street.fund(ONE, account);
        clock.advanceTo(slot);
        Awaitility.await().until(() -> !auditLines().isEmpty());

        street.place(order(account, "SELL", slot, 100, 100_000))
                .then()
                .statusCode(422)
                .body("violations.code", hasItems("slot-sealed"));
    }

    @Test
    void aPurchaseBeyondTheBalanceIsRefused() {
        AccountId account = street.member();
        street.fund(100_000 * 100L, account);

        street.place(order(account, "BUY", slot, 101, 100_000))
                .then()
                .statusCode(422)
                .body("violations.code", hasItems("balance-too-low"));
        street.place(order(account, "BUY", slot, 100, 100_000)).then().statusCode(201);
        street.place(order(account, "BUY", slot, 1, 100_000)).then().statusCode(422);
    }

    @Test
    void anAccountThatSettlementHasNotNamedCannotTrade() {
        AccountId account = street.member();

        street.place(order(account, "SELL", slot, 100, 100_000))
                .then()
                .statusCode(422)
                .body("violations.code", hasItems("account-not-open"));
    }

    @Test
    void aCancelledOrderFreesItsReservationAndDoesNotTrade() {
        AccountId account = street.member();
        street.fund(ONE, account);
        String id = street.place(order(account, "BUY", slot, 100, 100_000)).path("id");

        given().header("Prefer", "wait=20")
                .delete(street.base + "/orders/" + id)
                .then()
                .statusCode(204);

        given().get(street.base + "/orders/" + id).then().body("state", equalTo("CANCELLED"));
        assertThat(street.balance(account, "reserved")).isZero();
        given().header("Prefer", "wait=20")
                .delete(street.base + "/orders/" + id)
                .then()
                .statusCode(422)
                .body("violations.code", hasItems("order-not-open"));
    }

    @Test
    void anOrderWithoutWaitIsOnItsWayAndFoundLater() {
        AccountId account = street.member();
        street.fund(ONE, account);

        Response answer = given().contentType("application/json")
                .body("[" + order(account, "SELL", slot, 100, 100_000) + "]")
                .post(street.base + "/orders");

        answer.then().statusCode(202);
        String location = answer.path("[0].location");
        Awaitility.await().until(() -> given().get(location).statusCode() == 200);
        given().get(location).then().body("state", equalTo("ACCEPTED"));
    }

    @Test
    void malformedIdsAndUnknownMarketsAreProblems() {
        given().get("/v1/communities/street/orders/1")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations[0].field", equalTo("community"));
        given().get("/v1/communities/" + UUID.randomUUID()).then().statusCode(404);
        given().contentType("application/json")
                .body(order(new AccountId(UUID.randomUUID()), "SELL", slot, 1, 0))
                .post("/v1/communities/" + UUID.randomUUID() + "/orders")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        given().contentType("application/json")
                .body("{")
                .post(street.base + "/orders")
                .then()
                .statusCode(400);
    }

    @Test
    void membersAreToldToOthersOnceAndTheirRulesAreNot() {
        AccountId account = street.member();
        List<ConsumerRecord<String, byte[]>> events = new Topic(bootstrap, Topics.MEMBERS_DEFINED)
                .await(street.community.toString(), Topic.count(EventTypes.MEMBER_DEFINED, 1));

        MemberDefined member = Topic.read(events.getFirst(), MemberDefined.class);
        assertThat(member.account()).isEqualTo(account);
        assertThat(new String(events.getFirst().value(), StandardCharsets.UTF_8))
                .doesNotContain("rules");
    }

    @Test
    void aMarketRefusesASecondGridOfSlots() {
        street.put("", """
                {"slotMinutes": 30, "gateClosureMinutes": 5, "rule": "SCARCITY", "tickMicroPerKwh": 1000,
                 "firstSlot": "%s"}""".formatted(slot.plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.HOURS)))
                .then()
                .statusCode(422)
                .body("violations.code", hasItems("slots-fixed"));
        street.put("", "{\"slotMinutes\": 7, \"gateClosureMinutes\": -1, \"rule\": \"BEST\", \"tickMicroPerKwh\": 0}")
                .then()
                .statusCode(422)
                .body(
                        "violations.field",
                        hasItems("slotMinutes", "gateClosureMinutes", "rule", "tickMicroPerKwh", "firstSlot"));
    }

    private List<BookLine> auditLines() {
        return given().get("/v1/audit/" + street.community + "/books")
                .asString()
                .lines()
                .map(line -> {
                    try {
                        return Json.mapper().readValue(line, BookLine.class);
                    } catch (JsonProcessingException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }
}
