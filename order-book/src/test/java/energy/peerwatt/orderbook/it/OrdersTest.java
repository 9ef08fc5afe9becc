package energy.peerwatt.orderbook.it;

import static energy.peerwatt.orderbook.it.Street.order;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.servers.TestIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What orders may say over REST, and how they are placed, replaced and listed. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OrdersTest {
    private static final long ONE = 1_000_000_000L;
    private static final String SHOWN = """
            {"automatic": false, "lowestSellMicroPerKwh": 0, "highestBuyMicroPerKwh": 0, "batteryReservePercent": 0,
             "shown": true}""";

    @Inject
    TestClock clock;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    private Street street;
    private Instant slot;
    private AccountId anna;
    private AccountId ben;

    @BeforeEach
    void openAStreet() {
        slot = Slot.containing(clock.instant(), Duration.ofMinutes(15)).next().end();
        street = new Street(bootstrap).open(slot, "SCARCITY");
        anna = street.member();
        ben = street.member();
        street.fund(ONE, anna, ben);
    }

    private static String with(String order, String more) {
        return order.substring(0, order.lastIndexOf('}')) + ", " + more + "}";
    }

    private JsonPath slotOf(AccountId account) {
        clock.advanceTo(slot.minus(Duration.ofMinutes(5)));
        Awaitility.await()
                .until(() -> !given().get(street.base + "/slots")
                        .jsonPath()
                        .getList("items")
                        .isEmpty());
        return given().auth()
                .oauth2(TestIdentity.token("order-book")
                        .roles("household")
                        .claim("community_id", street.community.toString())
                        .claim("account_id", account.toString())
                        .sign())
                .get(street.base + "/slots/" + slot)
                .jsonPath();
    }

    @Test
    void aNamedPartnerOrSolarOrAnyTradesAndTheReceiptSaysByWhich() {
        AccountId carla = street.member();
        street.place(with(order(anna, "SELL", slot, 800, 210_000), "\"source\": \"SOLAR\""))
                .then()
                .statusCode(201)
                .body("source", equalTo("SOLAR"));
        street.place("""
                {"account": "%s", "zone": "street", "side": "BUY", "slot": "%s", "energyWh": 1000, "preferences": [
                 {"partners": ["%s"], "limitMicroPerKwh": 280000, "maxWh": 1000},
                 {"sources": ["SOLAR"], "maxTier": "FEEDER", "limitMicroPerKwh": 250000, "maxWh": 1000},
                 {"limitMicroPerKwh": 200000, "maxWh": 500}]}""".formatted(ben, slot, carla)).then().statusCode(201).body("limitMicroPerKwh", equalTo(280_000));
        assertThat(street.balance(ben, "reserved")).isEqualTo(1_000 * 280_000L);

        JsonPath seen = slotOf(ben);

        assertThat(seen.getList("trades.energy", Long.class)).containsExactly(800L);
        assertThat(seen.getString("trades[0].reason.alternative.sources[0]")).isEqualTo("SOLAR");
        assertThat(seen.getLong("trades[0].reason.limit")).isEqualTo(250_000);
        assertThat(seen.getLong("trades[0].reason.buyerPays")).isBetween(230_000L, 250_000L);
        assertThat(seen.getString("trades[0].partner")).isNull();
        String line = given().get("/v1/audit/" + street.community + "/books").asString();
        assertThat(line).contains("\"buyAlternative\":1").contains("\"source\":\"SOLAR\"");
    }

    @Test
    void partnersLearnOfEachOtherOnlyIfBothWantThat() {
        street.put("/members/" + anna + "/rules", SHOWN).then().statusCode(204);
        street.place(order(anna, "SELL", slot, 500, 100_000)).then().statusCode(201);
        street.place(order(ben, "BUY", slot, 500, 250_000)).then().statusCode(201);
        JsonPath hidden = slotOf(anna);
        assertThat(hidden.getString("trades[0].partner")).isNull();

        street.put("/members/" + ben + "/rules", SHOWN).then().statusCode(204);
        assertThat(slotOf(anna).getString("trades[0].partner")).isEqualTo(ben.toString());
        assertThat(slotOf(ben).getString("trades[0].partner")).isEqualTo(anna.toString());
    }

    @Test
    void anOrderIsReplacedInOneStepAndListed() {
        String first = street.place(order(ben, "BUY", slot, 1_000, 200_000)).path("id");
        String second = given().contentType("application/json")
                .header("Prefer", "wait=20")
                .body(order(ben, "BUY", slot, 1_200, 210_000))
                .put(street.base + "/orders/" + first)
                .then()
                .statusCode(201)
                .body("state", equalTo("ACCEPTED"))
                .extract()
                .path("id");
        assertThat(street.balance(ben, "reserved")).isEqualTo(1_200 * 210_000L);
        given().contentType("application/json")
                .header("Prefer", "wait=20")
                .body(order(ben, "BUY", slot, 1_000, 200_500))
                .put(street.base + "/orders/" + second)
                .then()
                .statusCode(422)
                .body("violations.code", containsInAnyOrder("limit-off-tick"));
        JsonPath list = given().get(street.base + "/members/" + ben + "/orders?slot=" + slot)
                .jsonPath();
        assertThat(list.getList("id")).containsExactlyInAnyOrder(first, second);
        assertThat(list.getList("state")).containsExactlyInAnyOrder("REPLACED", "ACCEPTED");
    }

    @Test
    void ofManyOrdersTheGoodOnesArePlacedAndEachHasItsVerdict() {
        String good = order(ben, "BUY", slot, 100, 200_000);
        String bad = order(ben, "BUY", slot, 0, 200_500);
        Response verdicts = given().contentType("application/json")
                .header("Prefer", "wait=20, handling=lenient")
                .body("[" + good + "," + bad + "]")
                .post(street.base + "/orders");
        verdicts.then().statusCode(200);
        assertThat(verdicts.jsonPath().getList("state")).containsExactly("ACCEPTED", "REJECTED");
        assertThat(verdicts.jsonPath().getList("[1].violations.code"))
                .isEqualTo(List.of("energy-out-of-range", "limit-off-tick"));
        given().contentType("application/json")
                .body("[" + good + "," + bad + "]")
                .post(street.base + "/orders")
                .then()
                .statusCode(422);
    }

    @Test
    void theSameRequestWithTheSameKeyIsOneOrder() {
        String body = order(ben, "BUY", slot, 100, 200_000);
        String key = UUID.randomUUID().toString();
        String first = keyed(key, body).then().statusCode(201).extract().path("id");
        String again = keyed(key, body).then().statusCode(201).extract().path("id");
        assertThat(again).isEqualTo(first);
        assertThat(street.balance(ben, "reserved")).isEqualTo(100 * 200_000L);
        keyed(key, order(ben, "BUY", slot, 101, 200_000)).then().statusCode(422);
    }

    private Response keyed(String key, String body) {
        return given().contentType("application/json")
                .header("Prefer", "wait=20")
                .header("Idempotency-Key", key)
                .body(body)
                .post(street.base + "/orders");
    }

    @Test
    void aHomeOrdersNoMoreThanItsConnectionCarries() {
        String member = Street.membership(anna, new MeterId(UUID.randomUUID()), null);
        street.put("/members/" + anna, with(member, "\"maxExportW\": 4000, \"building\": \"tower\""))
                .then()
                .statusCode(204);
        street.place(order(anna, "SELL", slot, 600, 100_000)).then().statusCode(201);
        street.place(order(anna, "SELL", slot, 401, 100_000))
                .then()
                .statusCode(422)
                .body("violations.code", containsInAnyOrder("above-nameplate"));
    }
}
