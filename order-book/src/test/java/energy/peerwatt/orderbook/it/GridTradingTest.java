package energy.peerwatt.orderbook.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.event.EventTypes;
import energy.peerwatt.messages.event.SlotCleared;
import energy.peerwatt.messages.event.Topics;
import energy.peerwatt.messages.event.TradesMatched;
import energy.peerwatt.messages.event.ZoneDefined;
import energy.peerwatt.messages.evidence.book.ClearingResult.Fill;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.clearing.domain.sealed.SealedClearing;
import energy.peerwatt.servers.TestIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Examples F11 and F12 through the running market: fees and limits of the operator's zone tree, slot by slot. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class GridTradingTest {
    private static final Duration LENGTH = Duration.ofMinutes(15);
    private static final Price EDGE = new Price(20_000);
    private static final Price LOCAL = new Price(10_000);

    @Inject
    TestClock clock;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @Test
    void aLimitBindsInItsSlotAndNotInTheNext() throws Exception {
        Instant f12 = Slot.containing(clock.instant(), LENGTH).next().end();
        Instant f11 = f12.plus(LENGTH);
        Street street = new Street(bootstrap).open(f12, "EQUILIBRIUM");
        tell(street, "R", null, 1, null, f12);
        tell(street, "A", "R", 2, new Power(16_000), f12);
        tell(street, "B", "R", 3, null, f12);
        tell(street, "A", "R", 4, null, f11);
        await().until(() ->
                given().get(street.base).jsonPath().getList("comingZones").size() == 1);
        AccountId sellerOfA = member(street, "A");
        AccountId sellerOfB = member(street, "B");
        AccountId buyerOfA = member(street, "A");
        AccountId buyerOfB = member(street, "B");
        street.fund(1_000_000_000_000L, sellerOfA, sellerOfB, buyerOfA, buyerOfB);
        for (Instant slot : List.of(f12, f11)) {
            place(street, sellerOfA, "A", "SELL", slot, 10_000, 80_000);
            place(street, sellerOfB, "B", "SELL", slot, 3_000, 140_000);
            place(street, buyerOfA, "A", "BUY", slot, 4_000, 280_000);
            place(street, buyerOfB, "B", "BUY", slot, 10_000, 260_000);
        }
        clock.advanceTo(f11);
        List<ConsumerRecord<String, byte[]>> events = new Topic(bootstrap, Topics.SLOTS_CLEARED)
                .await(street.community.toString(), Topic.count(EventTypes.TRADES_MATCHED, 2));

        List<BookLine> lines = lines(street);
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.bookHash()).isEqualTo(line.book().hash());
            assertThat(line.result()).isEqualTo(SealedClearing.clear(line.book()));
        });
        assertThat(lines)
                .extracting(
                        line -> line.result().welfare(), line -> line.result().congestionRent())
                .containsExactly(tuple("1610000000", "520000000"), tuple("1870000000", "0"));
        SlotCleared cleared = Topic.read(events.getFirst(), SlotCleared.class);
        assertThat(cleared.resultHash()).isEqualTo(lines.getFirst().resultHash());
        assertThat(cleared.zones()).isEqualTo(lines.getFirst().result().zones());
        assertThat(across(events.get(1)).energy()).isEqualTo(new Energy(4_000));
        assertThat(across(events.get(1)).buyerPays()).isEqualTo(new Price(260_000));
        assertThat(across(events.get(1)).congestion()).isEqualTo(new Price(130_000));
        assertThat(across(events.get(3)).energy()).isEqualTo(new Energy(6_000));
        assertThat(across(events.get(3)).congestion()).isEqualTo(Price.ZERO);
        assertThat(street.balance(buyerOfB, "reserved"))
                .as("7 kWh and 9 kWh, all at 26 ct")
                .isEqualTo(16_000 * 260_000L);
        theBuyerReadsWhatItPaidFor(street, buyerOfB, f12);
    }

    private static void theBuyerReadsWhatItPaidFor(Street street, AccountId buyer, Instant slot) {
        JsonPath seen = given().auth()
                .oauth2(TestIdentity.token("order-book")
                        .roles("household")
                        .claim("community_id", street.community.toString())
                        .claim("account_id", buyer.toString())
                        .sign())
                .get(street.base + "/slots/" + slot)
                .jsonPath();

        assertThat(seen.getString("congestionRent")).isEqualTo("520000000");
        assertThat(seen.getLong("zones.find { it.zone == 'A' }.flow")).isEqualTo(-4_000);
        Map<String, Object> trade = seen.getMap("trades.find { it.congestion != 0 }");
        assertThat(trade)
                .containsEntry("price", 80_000)
                .containsEntry("fee", 50_000)
                .containsEntry("congestion", 130_000);
        JsonPath reason = seen.setRootPath("trades.find { it.congestion != 0 }.reason");
        assertThat(reason.getLong("limit")).isEqualTo(260_000);
        assertThat(reason.getLong("bound")).as("the cap").isEqualTo(300_000);
        assertThat(reason.getLong("sellerZonePrice")).isEqualTo(80_000);
        assertThat(reason.getLong("buyerZonePrice")).isEqualTo(250_000);
        assertThat(reason.getLong("buyerPays")).isEqualTo(260_000);
        assertThat(reason.getList("feePath.of")).containsExactly("EDGE_UP", "EDGE_DOWN", "LOCAL");
        assertThat(reason.getList("feePath.zone")).containsExactly("A", "B", "B");
        assertThat(reason.getList("feePath.fee")).containsExactly(20_000, 20_000, 10_000);
    }

    private static Fill across(ConsumerRecord<String, byte[]> event) {
        return Topic.read(event, TradesMatched.class).trades().stream()
                .map(TradesMatched.Trade::fill)
                .filter(fill -> !fill.from().equals(fill.to()))
                .findFirst()
                .orElseThrow();
    }

    private void tell(
            Street street, String zone, @Nullable String parent, long version, @Nullable Power limit, Instant from) {
        new Topic(bootstrap, Topics.ZONES_DEFINED)
                .send(
                        street.community.toString(),
                        EventTypes.ZONE_DEFINED,
                        new ZoneDefined(
                                street.community,
                                new GridZoneId(zone),
                                parent == null ? null : new GridZoneId(parent),
                                version,
                                from,
                                LOCAL,
                                parent == null ? Price.ZERO : EDGE,
                                limit,
                                limit));
    }

    private static AccountId member(Street street, String zone) {
        AccountId account = new AccountId(UUID.randomUUID());
        String member = Street.membership(account, new MeterId(UUID.randomUUID()), null)
                .replace("\"street\"", "\"" + zone + "\"");
        street.put("/members/" + account, member).then().statusCode(204);
        return account;
    }

    private static void place(
            Street street, AccountId account, String zone, String side, Instant slot, long wh, long limit) {
        String order = Street.order(account, side, slot, wh, limit).replace("\"street\"", "\"" + zone + "\"");
        street.place(order).then().statusCode(201);
    }

    private static List<BookLine> lines(Street street) {
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
