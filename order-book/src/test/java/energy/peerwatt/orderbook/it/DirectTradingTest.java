package energy.peerwatt.orderbook.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.SlotCleared;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.event.TradesMatched;
import energy.peerwatt.messages.evidence.book.ClearingResult.Step;
import energy.peerwatt.messages.evidence.book.SealedBook.Mode;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.clearing.domain.sealed.SealedClearing;
import energy.peerwatt.servers.TestIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Offers that are bought between auctions, and a community whose orders meet as they come; the local fee is 2 ct. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class DirectTradingTest {
    private static final Duration LENGTH = Duration.ofMinutes(15);
    private static final String SHOWN = """
            {"automatic": false, "lowestSellMicroPerKwh": 0, "highestBuyMicroPerKwh": 0, "batteryReservePercent": 0,
             "shown": true}""";

    @Inject
    TestClock clock;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @TestHTTPResource("/")
    URI base;

    private Instant slot;
    private Street street;

    @BeforeEach
    void aStreet() {
        slot = Slot.containing(clock.instant(), LENGTH).next().end();
        street = new Street(bootstrap);
    }

    @Test
    void anOfferIsBoughtBetweenTwoAuctions() {
        street.put("", Street.terms(slot, "EQUILIBRIUM").replace("PT0S", "PT5M"))
                .then()
                .statusCode(204);
        street.put("/zones/" + Street.ZONE, Street.FEE).then().statusCode(204);
        AccountId seller = member(SHOWN);
        AccountId shown = member(SHOWN);
        AccountId other = member("null");
        street.fund(1_000_000_000_000L, seller, shown, other);
        String offer = id(street.place(with(Street.order(seller, "SELL", slot, 1_000, 100_000), """
                "listed": true, "source": "SOLAR", "minFillWh": 100""")));
        String unlisted = id(street.place(Street.order(seller, "SELL", slot, 50, 90_000)));

        assertThat(offers(other).getList("")).hasSize(1);
        assertThat(offers(other).getString("[0].id")).isEqualTo(offer);
        assertThat(offers(other).getString("[0].account"))
                .as("not shown itself")
                .isNull();
        assertThat(offers(shown).getString("[0].account")).isEqualTo(seller.toString());
        assertThat(offers(shown).getLong("[0].leftWh")).isEqualTo(1_000);
        assertThat(offers(shown).getLong("[0].askedMicroPerKwh")).isEqualTo(100_000);
        assertThat(offers(shown).getLong("[0].deliveredMicroPerKwh")).isEqualTo(120_000);
        assertThat(offers(shown).getLong("[0].leastWh")).isEqualTo(100);
        assertThat(offers(shown).getString("[0].source")).isEqualTo("SOLAR");
        assertThat(offers(seller).getList("")).isEmpty();

        assertThat(codes(street.place(direct(other, 1_001, offer)))).containsExactly("offer-too-small");
        assertThat(codes(street.place(direct(other, 99, offer)))).containsExactly("below-smallest-fill");
        assertThat(codes(street.place(direct(other, 40, unlisted)))).contains("offer-not-listed");
        assertThat(codes(street.place(direct(other, 40, UUID.randomUUID().toString()))))
                .contains("offer-gone");
        assertThat(codes(street.place(with(Street.order(other, "BUY", slot, 200, 119_000), directly(offer)))))
                .containsExactly("limit-too-low");

        Response bought = street.place(direct(other, 400, offer));
        bought.then().statusCode(201);
        assertThat(bought.jsonPath().getString("state")).isEqualTo("FILLED");
        assertThat(bought.jsonPath().getLong("limitMicroPerKwh")).isEqualTo(120_000);
        assertThat(order(offer).getLong("filledWh")).isEqualTo(400);
        assertThat(offers(shown).getLong("[0].leftWh")).isEqualTo(600);
        assertThat(street.balance(other, "reserved")).isEqualTo(400 * 120_000L);

        street.place(Street.order(shown, "BUY", slot, 300, 250_000)).then().statusCode(201);
        clock.advance(Duration.ofMinutes(5));
        await().until(() ->
                order(offer).getLong("filledWh") > 400 || order(unlisted).getLong("filledWh") > 0);
        clock.advanceTo(slot);

        List<ConsumerRecord<String, byte[]>> events = new Topic(bootstrap, Topics.SLOTS_CLEARED)
                .await(street.community.toString(), Topic.count(EventTypes.SLOT_CLEARED, 3));
        List<BookLine> lines = lines();
        assertThat(lines).allSatisfy(line -> assertThat(line.result()).isEqualTo(SealedClearing.clear(line.book())));
        assertThat(lines)
                .extracting(
                        line -> line.book().round(),
                        line -> line.book().last(),
                        line -> line.book().mode())
                .containsExactly(
                        tuple(0, false, Mode.CONTINUOUS_ASK),
                        tuple(1, false, Mode.AUCTION),
                        tuple(2, true, Mode.AUCTION));
        assertThat(lines.get(0).book().orders()).hasSize(2);
        assertThat(lines.get(0).result().fills())
                .extracting(fill -> fill.step(), fill -> fill.sell(), fill -> fill.energy(), fill -> fill.price())
                .containsExactly(tuple(Step.DIRECT_BUY, OrderId.of(offer), new Energy(400), new Price(100_000)));
        assertThat(lines.get(1).book().previousResult()).isEqualTo(lines.get(0).resultHash());
        assertThat(lines.get(1).result().volume()).isEqualTo(new Energy(300));
        assertThat(events.stream()
                        .filter(event -> Topic.header(event, "ce_type").equals(EventTypes.SLOT_CLEARED))
                        .map(event -> Topic.read(event, SlotCleared.class)))
                .extracting(SlotCleared::round, SlotCleared::resultHash)
                .containsExactly(
                        tuple(0, lines.get(0).resultHash()),
                        tuple(1, lines.get(1).resultHash()),
                        tuple(2, lines.get(2).resultHash()));
        assertThat(events.stream()
                        .filter(event -> Topic.header(event, "ce_type").equals(EventTypes.TRADES_MATCHED))
                        .map(event -> Topic.read(event, TradesMatched.class))
                        .filter(trades -> trades.round() == 0)
                        .flatMap(trades -> trades.trades().stream()))
                .extracting(trade -> trade.fill().buyer())
                .containsExactly(other);
        JsonPath receipt =
                given().get(street.base + "/slots/" + slot + "?round=0").jsonPath();
        assertThat(receipt.getString("result.fills[0].step")).isEqualTo("DIRECT_BUY");
        assertThat(seen(other, 0).getString("trades[0].reason.step")).isEqualTo("DIRECT_BUY");
        assertThat(seen(other, 0).getList("zones")).hasSize(1);
        assertThat(seen(shown, 0).getList("trades")).isEmpty();
        assertThat(seen(shown, 0).getList("zones"))
                .as("of a stranger it would say what the two traded")
                .isEmpty();
        assertThat(seen(other, 1).getList("zones")).hasSize(1);
    }

    @Test
    void inAContinuousCommunityOrdersMeetAsTheyCome() {
        street.put(
                        "",
                        Street.terms(slot, "EQUILIBRIUM")
                                .replace("\"rule\"", "\"mode\": \"CONTINUOUS_OLDER\", \"rule\""))
                .then()
                .statusCode(204);
        street.put("/zones/" + Street.ZONE, Street.FEE).then().statusCode(204);
        assertThat(given().get(street.base).jsonPath().getString("terms.mode")).isEqualTo("CONTINUOUS_OLDER");
        AccountId seller = member("null");
        AccountId buyer = member("null");
        street.fund(1_000_000_000_000L, seller, buyer);
        String bid = id(street.place(Street.order(buyer, "BUY", slot, 500, 200_000)));
        clock.advance(Duration.ofSeconds(1));

        Response sale = street.place(Street.order(seller, "SELL", slot, 800, 90_000));

        assertThat(sale.jsonPath().getString("state")).isEqualTo("ACCEPTED");
        assertThat(sale.jsonPath().getLong("filledWh")).isEqualTo(500);
        assertThat(order(bid).getString("state")).isEqualTo("FILLED");
        assertThat(street.balance(buyer, "reserved")).isEqualTo(500 * 200_000L);
        String token = TestIdentity.token("order-book").roles("service").sign();
        try (LiveStream live = new LiveStream(base.resolve(street.base + "/live"), token, null)) {
            await().until(() -> !live.events().isEmpty());
            JsonNode now = live.events().getFirst().data().path("slots").get(0);
            assertThat(now.path("sells").get(0).path("energy").asLong()).isEqualTo(300);
            assertThat(now.path("buys")).isEmpty();
            assertThat(now.path("indication").path("volume").asLong()).isZero();
            assertThat(now.path("trades").get(0).path("price").asLong()).isEqualTo(180_000);
        }
        assertThat(codes(street.put("", Street.terms(slot, "EQUILIBRIUM")))).containsExactly("mode-in-use");
        clock.advanceTo(slot);

        await().until(() ->
                !given().get(street.base + "/slots").jsonPath().getList("items").isEmpty());
        List<BookLine> lines = lines();
        assertThat(lines)
                .extracting(
                        line -> line.book().round(),
                        line -> line.book().last(),
                        line -> line.book().mode(),
                        line -> line.result().volume())
                .containsExactly(
                        tuple(0, false, Mode.CONTINUOUS_OLDER, new Energy(500)),
                        tuple(1, true, Mode.CONTINUOUS_OLDER, Energy.ZERO));
        assertThat(order(sale.path("id")).getString("state")).isEqualTo("PARTIALLY_FILLED");
    }

    /** A round as a household is told of it. */
    private JsonPath seen(AccountId account, int round) {
        return given().auth()
                .oauth2(TestIdentity.token("order-book")
                        .roles("household")
                        .claim("account_id", account.toString())
                        .claim("community_id", street.community.toString())
                        .sign())
                .get(street.base + "/slots/" + slot + "?round=" + round)
                .jsonPath();
    }

    private AccountId member(String rules) {
        AccountId account = new AccountId(UUID.randomUUID());
        String member = Street.membership(account, new MeterId(UUID.randomUUID()), rules);
        street.put("/members/" + account, member).then().statusCode(204);
        return account;
    }

    private JsonPath offers(AccountId asking) {
        Response offers = given().get(street.base + "/slots/" + slot + "/offers?account=" + asking);
        offers.then().statusCode(200);
        return offers.jsonPath();
    }

    private String direct(AccountId account, long wh, String offer) {
        return """
                {"account": "%s", "zone": "street", "side": "BUY", "slot": "%s", "energyWh": %d, %s}""".formatted(account, slot, wh, directly(offer));
    }

    private static String directly(String offer) {
        return "\"directBuyOf\": \"" + offer + "\"";
    }

    private static String with(String order, String more) {
        return order.substring(0, order.lastIndexOf('}')) + ", " + more + "}";
    }

    private static String id(Response placed) {
        return placed.then().statusCode(201).extract().path("id");
    }

    private static List<String> codes(Response refused) {
        refused.then().statusCode(422);
        return refused.jsonPath().getList("violations.code");
    }

    private JsonPath order(String id) {
        return given().get(street.base + "/orders/" + id).jsonPath();
    }

    private List<BookLine> lines() {
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
